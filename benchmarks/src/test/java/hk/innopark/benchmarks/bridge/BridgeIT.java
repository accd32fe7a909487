package hk.innopark.benchmarks.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A small run of the benchmark, {@code -Dbridge.rounds=2}; it takes half a minute. */
@EnabledIfSystemProperty(named = "bridge.rounds", matches = "[1-9][0-9]?")
class BridgeIT {
  private static final int ROUNDS = Integer.getInteger("bridge.rounds", 1);

  @TempDir Path folder;

  @BeforeEach
  void whereThePeersAreInstalled() {
    for (String program :
        List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto_sub", "/usr/bin/kcat")) {
      assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }
  }

  @Test
  void bothBringEveryMessageOfEveryRoundToKafka() throws Exception {
    try (BridgeBench bench = new BridgeBench(folder)) {
      List<Round> rounds = new BridgeRun(bench, 500).run(ROUNDS, line -> {});

      assertThat(rounds)
          .extracting(Round::contestant)
          .filteredOn(Contestant.GATEWAY::equals)
          .hasSize(ROUNDS);
      assertThat(rounds).hasSize(2 * ROUNDS);
      assertThat(rounds).allMatch(round -> round.messages() == 450 && round.seconds() > 0);
    }
  }
}

package hk.innopark.benchmarks.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeIT {
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
      List<Round> rounds = new BridgeRun(bench, 500).run(2, line -> {});

      assertThat(rounds)
          .extracting(Round::contestant)
          .containsExactly(
              Contestant.GATEWAY, Contestant.PIPE, Contestant.GATEWAY, Contestant.PIPE);
      assertThat(rounds).allMatch(round -> round.messages() == 450 && round.seconds() > 0);
    }
  }
}

package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleConfigTest {
  @Test
  void loopback_is_for_this_machine_alone() {
    ConsoleConfig config = ConsoleConfig.loopback(0);
    assertThat(config.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(config.hosts()).containsExactlyInAnyOrder("127.0.0.1", "localhost", "[::1]");
  }

  @Test
  void a_host_is_the_same_in_any_case() {
    ConsoleConfig config =
        new ConsoleConfig("127.0.0.1", 0, Set.of("Console.Example"), Duration.ofSeconds(5));
    assertThat(config.hosts()).containsExactly("console.example");
  }

  @Test
  void a_value_out_of_its_range_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsoleConfig.loopback(65_536))
        .withMessage("console port: 65536 is not 0 to 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsoleConfig(" ", 0, Set.of("a"), Duration.ofSeconds(5)))
        .withMessageStartingWith("console bind address");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsoleConfig("::1", 0, Set.of(), Duration.ofSeconds(5)))
        .withMessageStartingWith("console hosts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsoleConfig("::1", 0, Set.of("a"), Duration.ZERO))
        .withMessageStartingWith("console refresh");
  }
}

package hk.innopark.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void noSecretIsTakenForAnOption() {
    SecureRandom random = new SecureRandom();

    for (int i = 0; i < 2_000; i++) {
      assertThat(Secret.draw(random)).hasSize(32).doesNotStartWith("-");
    }
  }
}

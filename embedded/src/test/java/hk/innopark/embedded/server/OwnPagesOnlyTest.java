package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnPagesOnlyTest {
  @Test
  void programsOfThisMachineAndTheStoresOwnPageMayAsk() {
    assertThat(OwnPagesOnly.isAllowed("127.0.0.1:9000", null, null)).isTrue();
    assertThat(OwnPagesOnly.isAllowed("localhost:9000", null, "none")).isTrue();
    assertThat(OwnPagesOnly.isAllowed("localhost:9000", "http://localhost:9000", "same-origin"))
        .isTrue();
  }

  @Test
  void noPageOfAnotherSiteMay() {
    assertThat(OwnPagesOnly.isAllowed("127.0.0.1:9000", "https://evil.example", "cross-site"))
        .isFalse();
    assertThat(OwnPagesOnly.isAllowed("127.0.0.1:9000", null, "cross-site")).isFalse();
    assertThat(OwnPagesOnly.isAllowed("127.0.0.1:9000", "null", null)).isFalse();
    assertThat(OwnPagesOnly.isAllowed("127.0.0.1:9000", "http://127.0.0.1:3000", "same-site"))
        .isFalse();
  }

  @Test
  void noNameOfAForeignSiteThatPointsHereMay() {
    assertThat(OwnPagesOnly.isAllowed("evil.example:9000", null, "same-origin")).isFalse();
    assertThat(OwnPagesOnly.isAllowed(null, null, null)).isFalse();
  }
}

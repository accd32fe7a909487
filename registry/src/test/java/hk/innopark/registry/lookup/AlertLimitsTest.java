package hk.innopark.registry.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.AlertKind;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sample's rules: a line's before its tenant's, and the kind's defaults for the rest. */
class AlertLimitsTest {
  private final Registry sample = RegistryYaml.sample();

  @Test
  void where_nothing_is_said_the_default_holds() {
    assertThat(AlertLimits.of(sample, "medivance", "line-1", AlertKind.LINE_STOPPED))
        .isEqualTo(AlertLimits.defaultOf(AlertKind.LINE_STOPPED));
  }

  @Test
  void a_tenants_rule_holds_for_all_of_its_lines() {
    AlertLimits limits = AlertLimits.of(sample, "golden-noodle", "line-2", AlertKind.OEE_LOW);
    assertThat(limits.raise()).isEqualTo(0.55);
    assertThat(limits.clear()).isEqualTo(0.6);
    assertThat(limits.lasting()).isEqualTo(Duration.ofMinutes(45));
    assertThat(limits.clearFor()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_lines_rule_holds_for_it_alone() {
    assertThat(lasting("line-2")).isEqualTo(Duration.ofMinutes(8));
    assertThat(lasting("line-1")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_kind_can_be_switched_off() {
    AlertKind kind = AlertKind.IDLE_OUT_OF_HOURS;
    assertThat(AlertLimits.of(sample, "yl-semicon", null, kind).enabled()).isFalse();
    assertThat(AlertLimits.of(sample, "medivance", null, kind).enabled()).isTrue();
  }

  private Duration lasting(String line) {
    return AlertLimits.of(sample, "golden-noodle", line, AlertKind.LINE_STOPPED).lasting();
  }
}

package hk.innopark.jobs.alert;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Alert;
import hk.innopark.events.Level;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** A tenant's demand, told minute by minute, and exactly the alerts that come of it. */
class DemandAlertFunctionTest {
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  private static final Entity TENANT =
      new Entity(Level.TENANT, "tai-po", "golden-noodle", null, null, "real");
  private static final long MINUTE = 60_000L;

  private long minute = millis("2026-03-02T00:00");

  @Test
  void a_half_hour_that_heads_beyond_the_months_peak_is_told_when_it_tells_enough()
      throws Exception {
    try (KeyedOperator<LineMinute, Alert> demand = open()) {
      draws(demand, 300, 24 * 60);
      draws(demand, 360, 30);
      draws(demand, 300, 30);
      List<Alert> alerts = alerts(demand);
      // ten minutes into the half hour; over ten minutes into the next, which is below 0.95 of the
      // new peak
      assertThat(alerts)
          .extracting(LineHistory::told)
          .containsExactly(
              "demand_peak raised 00:10 since 00:00", "demand_peak cleared 00:40 since 00:00");
      assertThat(alerts.get(0).value()).isCloseTo(360, within(1e-6));
      assertThat(alerts.get(0).threshold()).isCloseTo(300, within(1e-6));
      assertThat(alerts.get(0).text())
          .isEqualTo("Demand heads for 360 kVA, above 300 kVA, the limit under this month's peak.");
    }
  }

  @Test
  void a_peak_that_is_passed_before_the_half_hour_tells_enough_is_told_at_once() throws Exception {
    try (KeyedOperator<LineMinute, Alert> demand = open()) {
      draws(demand, 300, 24 * 60);
      draws(demand, 3000, 5);
      assertThat(alerts(demand))
          .extracting(LineHistory::told)
          .containsExactly("demand_peak raised 00:04 since 00:00");
    }
  }

  @Test
  void the_first_day_of_a_month_has_no_peak_to_pass() throws Exception {
    try (KeyedOperator<LineMinute, Alert> demand = open()) {
      draws(demand, 100, 6 * 60);
      draws(demand, 300, 12 * 60);
      draws(demand, 900, 6 * 60);
      assertThat(alerts(demand)).isEmpty();
      minute = millis("2026-03-31T00:00");
      draws(demand, 500, 24 * 60);
      draws(demand, 2000, 24 * 60);
      assertThat(alerts(demand)).isEmpty();
    }
  }

  @Test
  void a_demand_that_sways_about_the_peak_is_told_once() throws Exception {
    try (KeyedOperator<LineMinute, Alert> demand = open()) {
      draws(demand, 300, 24 * 60);
      for (int swing = 0; swing < 3; swing++) {
        draws(demand, 312, 5);
        draws(demand, 294, 5);
      }
      assertThat(alerts(demand)).hasSize(1);
    }
  }

  @Test
  void lines_are_summed_whoever_comes_first_and_across_a_restart() throws Exception {
    try (KeyedOperator<LineMinute, Alert> demand = open()) {
      draws(demand, 300, 24 * 60);
      for (int index = 0; index < 12; index++) {
        LineMinute half = new LineMinute(TENANT, minute, nanoKwh(180), 0);
        demand.send(half, minute + 2 * MINUTE);
        demand.restart();
        demand.send(half, minute + 3 * MINUTE);
        minute += MINUTE;
      }
      assertThat(alerts(demand))
          .extracting(Alert::value)
          .singleElement()
          .satisfies(value -> assertThat(value).isCloseTo(360, within(1e-6)));
    }
  }

  private static KeyedOperator<LineMinute, Alert> open() throws Exception {
    return KeyedOperator.ofOperator(
        () -> new AlertOperator<>(new DemandAlertFunction(SAMPLE, Long.MAX_VALUE)),
        one -> one.tenant().key(),
        new HashMapStateBackend());
  }

  private void draws(KeyedOperator<LineMinute, Alert> demand, int kva, int minutes)
      throws Exception {
    for (int index = 0; index < minutes; index++) {
      // 0.6 and 0.8 of the apparent energy
      long kwh = nanoKwh(kva) / 10;
      demand.send(new LineMinute(TENANT, minute, kwh * 8, kwh * 6), minute + 2 * MINUTE);
      demand.watermark(minute + 2 * MINUTE - 1);
      minute += MINUTE;
    }
  }

  /** In a minute. */
  private static long nanoKwh(int kva) {
    return kva * 1_000_000_000L / 60;
  }

  private List<Alert> alerts(KeyedOperator<LineMinute, Alert> demand) throws Exception {
    demand.watermark(minute + 10 * MINUTE);
    return demand.takeOutput();
  }
}

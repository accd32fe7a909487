package hk.innopark.jobs.alert;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of a line, written by hand, and exactly the alerts that come of them. */
class LineAlertFunctionTest {
  @Test
  void a_line_that_stands_still_for_five_minutes_is_told_and_so_is_its_end() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      line.works(10).stands(17).works(5);
      List<Alert> alerts = line.alerts();
      assertThat(alerts)
          .extracting(LineHistory::told)
          .containsExactly(
              "line_stopped raised 08:15 since 08:10", "line_stopped cleared 08:28 since 08:10");
      assertThat(alerts.get(0).text()).isEqualTo("line-1 has stood still for 5 min.");
      assertThat(alerts.get(0).value()).isEqualTo(5);
      assertThat(alerts.get(1).raisedAtMillis()).isEqualTo(alerts.get(0).raisedAtMillis());
      assertThat(alerts.get(1).value()).isEqualTo(18);
    }
  }

  @Test
  void stops_shorter_than_that_are_not_told_however_many() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      for (int stop = 0; stop < 8; stop++) {
        line.stands(4).works(1);
      }
      assertThat(line.told()).isEmpty();
    }
  }

  @Test
  void a_line_of_its_own_rule_is_judged_by_it() throws Exception {
    try (LineHistory line =
        new LineHistory("tai-po", "golden-noodle", "line-2", "2026-03-03T08:00")) {
      assertThat(line.works(1).stands(7).works(3).stands(8).works(1).told())
          .containsExactly(
              "line_stopped raised 08:19 since 08:11", "line_stopped cleared 08:20 since 08:11");
    }
  }

  @Test
  void what_is_not_known_is_no_stop() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      assertThat(line.works(5).isNotKnown(40).works(5).saysNothing(30).works(2).told()).isEmpty();
    }
  }

  @Test
  void a_line_is_not_stopped_outside_its_shifts_nor_when_it_is_planned_down() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T05:30")) {
      assertThat(line.rests(30).isPlannedDown(30).works(5).told()).isEmpty();
    }
    try (LineHistory line = LineHistory.food("2026-03-03T21:50")) {
      assertThat(line.stands(10).rests(30).told())
          .containsExactly(
              "line_stopped raised 21:55 since 21:50", "line_stopped cleared 22:01 since 21:50");
    }
  }

  @Test
  void a_break_does_not_end_a_stop_that_goes_on_after_it() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T09:54")) {
      assertThat(line.stands(6).rests(20).stands(5).works(1).told())
          .containsExactly(
              "line_stopped raised 09:59 since 09:54", "line_stopped cleared 10:26 since 09:54");
    }
  }

  @Test
  void what_arrives_after_a_minute_is_settled_neither_raises_nor_clears() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      line.works(10);
      for (int minute = 0; minute < 8; minute++) {
        line.late("2026-03-03T08:0" + minute, LineDelta.WORKING_MS, -180_000);
        line.late("2026-03-03T08:0" + minute, LineDelta.STANDING_MS, 180_000);
      }
      assertThat(line.works(5).told()).isEmpty();
    }
  }

  @Test
  void a_restart_in_the_middle_changes_nothing() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      line.works(3).stands(3).restarts().stands(4).restarts().works(1).restarts().works(1);
      assertThat(line.told())
          .containsExactly(
              "line_stopped raised 08:08 since 08:03", "line_stopped cleared 08:11 since 08:03");
    }
  }

  @Test
  void oee_is_that_of_all_of_the_time_and_comes_back_over_another_threshold() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T11:00")) {
      // 45 min at 0.8; below 0.55 from 0.8·(45−n) + 0.2·n < 0.55·45, n ≥ 19; above 0.6 again when
      // at most 15 of the 45 minutes are bad, and cleared ten minutes from then
      line.worksAtOee(0.8, 60).worksAtOee(0.2, 20).worksAtOee(0.8, 60);
      List<Alert> alerts = line.alerts();
      assertThat(alerts)
          .extracting(LineHistory::told)
          .containsExactly("oee_low raised 12:19 since 11:34", "oee_low cleared 12:59 since 11:34");
      assertThat(alerts.get(0).value())
          .isCloseTo((0.8 * 26 + 0.2 * 19) / 45, within(1e-9))
          .isLessThan(0.55);
      assertThat(alerts.get(0).threshold()).isEqualTo(0.55);
      assertThat(alerts.get(0).text()).isEqualTo("OEE of line-1 is 54.7 %, below 55 %.");
    }
  }

  @Test
  void oee_is_not_judged_before_there_is_enough_of_it_and_ends_with_the_shift() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T06:00")) {
      assertThat(line.worksAtOee(0.1, 44).told()).isEmpty();
    }
    try (LineHistory line = LineHistory.food("2026-03-03T21:00")) {
      assertThat(line.worksAtOee(0.1, 60).rests(15).told())
          .containsExactly("oee_low raised 21:45 since 21:00", "oee_low cleared 22:10 since 21:00");
    }
  }

  @Test
  void idling_outside_the_shifts_is_told_with_its_power() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T22:00")) {
      // more than 5 kW for 15 minutes; 4.5 kW lies between the thresholds; under 4 kW for 2 minutes
      line.idlesAt(34, 20).idlesAt(3, 1).idlesAt(34, 1).idlesAt(3, 5);
      List<Alert> alerts = line.alerts();
      assertThat(alerts)
          .extracting(LineHistory::told)
          .containsExactly(
              "idle_out_of_hours raised 22:15 since 22:00",
              "idle_out_of_hours cleared 22:24 since 22:00");
      assertThat(alerts.get(0).value()).isCloseTo(34, within(1e-4));
      assertThat(alerts.get(0).text()).isEqualTo("line-1 idles at 34 kW outside its shifts.");
    }
  }

  @Test
  void idling_in_a_shift_or_in_a_break_is_not_out_of_hours() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T09:50")) {
      assertThat(line.idlesAt(34, 40).told()).isEmpty();
    }
  }

  @Test
  void what_a_tenant_has_switched_off_is_not_told() throws Exception {
    String rule = "  - {tenant: golden-noodle, kind: idle_out_of_hours, enabled: false}\n";
    try (LineHistory line = LineHistory.food("2026-03-03T22:00", rule)) {
      assertThat(line.idlesAt(34, 40).told()).isEmpty();
    }
  }

  @Test
  void nothing_heard_for_a_week_ends_an_alert() throws Exception {
    try (LineHistory line = LineHistory.food("2026-03-03T08:00")) {
      line.stands(10).saysNothing(9 * 24 * 60).works(3);
      List<Alert> alerts = line.alerts();
      assertThat(alerts).hasSize(2);
      assertThat(alerts.get(1).isActive()).isFalse();
      assertThat(alerts.get(1).text())
          .isEqualTo("line-1 stood still. Nothing has come since, so the alert lapsed.");
      assertThat(alerts.get(1).changedAtMillis()).isEqualTo(millis("2026-03-10T08:10"));
    }
  }
}

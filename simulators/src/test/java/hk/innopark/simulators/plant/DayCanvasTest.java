package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DayCanvasTest {
  @Test
  void a_day_is_off_until_it_is_painted() {
    List<Segment> segments = new DayCanvas(0, 100).segments(List.of());
    assertThat(segments)
        .containsExactly(
            new Segment(0, 100, MachineState.OFF, null, null, null, Segment.Planning.OUTSIDE, 0));
  }

  @Test
  void a_state_is_painted_over_the_states_that_are_named_only() {
    DayCanvas canvas = new DayCanvas(0, 100);
    canvas.paintWork(20, 60, "a", "o");
    canvas.paint(50, 90, Set.of(MachineState.RUNNING), MachineState.DOWN, DowntimeReason.BREAKDOWN);
    assertThat(canvas.segments(List.of()))
        .extracting(Segment::endMillis, Segment::state, Segment::product)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(20L, MachineState.OFF, null),
            org.assertj.core.groups.Tuple.tuple(50L, MachineState.RUNNING, "a"),
            org.assertj.core.groups.Tuple.tuple(60L, MachineState.DOWN, "a"),
            org.assertj.core.groups.Tuple.tuple(100L, MachineState.OFF, null));
  }

  @Test
  void a_run_that_the_plan_cuts_keeps_its_beginning() {
    DayCanvas canvas = new DayCanvas(0, 100);
    canvas.paintWork(20, 60, "a", "o");
    assertThat(canvas.segments(List.of(new long[] {30, 50})))
        .filteredOn(segment -> segment.state() == MachineState.RUNNING)
        .extracting(Segment::startMillis, Segment::runStartMillis, Segment::planning)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(20L, 20L, Segment.Planning.OUTSIDE),
            org.assertj.core.groups.Tuple.tuple(30L, 20L, Segment.Planning.PLANNED),
            org.assertj.core.groups.Tuple.tuple(50L, 20L, Segment.Planning.OUTSIDE));
  }

  @Property
  void segments_fill_the_day_without_gap_whatever_is_painted(
      @ForAll @Size(max = 30) List<@IntRange(min = -50, max = 1100) Integer> points) {
    DayCanvas canvas = new DayCanvas(0, 1000);
    canvas.paintWork(200, 800, "a", "o");
    for (int i = 1; i < points.size(); i++) {
      MachineState state = MachineState.values()[i % 6];
      canvas.paint(points.get(i - 1), points.get(i), Set.of(MachineState.RUNNING), state, null);
    }
    List<long[]> planned = new ArrayList<>();
    planned.add(new long[] {150, 400});
    planned.add(new long[] {450, 700});
    List<Segment> segments = canvas.segments(planned);
    long at = 0;
    for (Segment segment : segments) {
      assertThat(segment.startMillis()).isEqualTo(at).isLessThan(segment.endMillis());
      at = segment.endMillis();
    }
    assertThat(at).isEqualTo(1000);
    assertThat(segments)
        .filteredOn(segment -> segment.planning() == Segment.Planning.PLANNED)
        .extracting(segment -> segment.endMillis() - segment.startMillis())
        .satisfies(
            lengths ->
                assertThat(lengths.stream().mapToLong(Long::longValue).sum()).isEqualTo(500));
  }
}

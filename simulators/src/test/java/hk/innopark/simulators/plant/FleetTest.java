package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Instant START = Instant.parse("2026-03-02T22:59:47.123Z");
  private static final SimulationRun RUN = new SimulationRun(7, "test");

  private static Fleet fleet() {
    return Fleet.startingAt(START, Plants.sample(), RUN);
  }

  @Test
  void the_same_seed_gives_the_same_bytes() {
    Instant end = START.plus(Duration.ofHours(6));
    assertThat(Messages.lines(fleet().advanceTo(end)))
        .isEqualTo(Messages.lines(fleet().advanceTo(end)));
  }

  @Test
  void another_seed_gives_other_messages() {
    Instant end = START.plus(Duration.ofHours(2));
    Fleet other = Fleet.startingAt(START, Plants.sample(), new SimulationRun(8, "test"));
    assertThat(Messages.lines(other.advanceTo(end)))
        .isNotEqualTo(Messages.lines(fleet().advanceTo(end)));
  }

  @Test
  void the_run_is_in_every_message() {
    Fleet fleet = Fleet.startingAt(START, Plants.sample(), new SimulationRun(7, "monday"));
    assertThat(fleet.advanceTo(START.plusSeconds(60)))
        .allSatisfy(
            message -> assertThat(Messages.reading(message).origin()).isEqualTo("sim:monday"));
  }

  @Property(tries = 12)
  void it_does_not_matter_how_far_the_plants_are_advanced_at_a_time(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 900_000) Integer> strides) {
    Plants plants = Plants.sample().ofTenant("golden-noodle");
    SimulationRun run = new SimulationRun(seed, "test");
    Fleet pieces = Fleet.startingAt(START, plants, run);
    List<RawMessage> messages = new ArrayList<>();
    for (int stride : strides) {
      messages.addAll(pieces.advanceTo(pieces.position().plusMillis(stride)));
    }
    Fleet whole = Fleet.startingAt(START, plants, run);
    assertThat(Messages.lines(whole.advanceTo(pieces.position())))
        .isEqualTo(Messages.lines(messages));
    assertThat(whole.truth().allHours())
        .containsExactlyInAnyOrderElementsOf(pieces.truth().allHours());
  }

  @Test
  void a_lazy_iteration_gives_the_same_messages() {
    Instant end = START.plus(Duration.ofMinutes(47));
    List<RawMessage> lazily = new ArrayList<>();
    for (Iterator<RawMessage> next = fleet().messagesTo(end); next.hasNext(); ) {
      lazily.add(next.next());
    }
    assertThat(Messages.lines(lazily)).isEqualTo(Messages.lines(fleet().advanceTo(end)));
  }

  @Test
  void messages_of_the_first_and_the_last_moment_are_included() {
    Instant full = Instant.parse("2026-03-02T23:00:00Z");
    Fleet fleet = Fleet.startingAt(full, Plants.sample(), RUN);
    assertThat(fleet.advanceTo(full)).hasSize(41);
    assertThat(fleet.advanceTo(full)).isEmpty();
    assertThat(fleet.advanceTo(full.plus(Duration.ofMinutes(1))))
        .anyMatch(message -> message.receivedAtMillis() == full.toEpochMilli() + 60_000);
  }

  @Test
  void a_restored_fleet_goes_on_as_if_nothing_had_happened() throws Exception {
    Instant pause = START.plus(Duration.ofMinutes(131)).plusMillis(7);
    Instant end = START.plus(Duration.ofHours(4));
    Fleet undisturbed = fleet();
    List<RawMessage> expected = new ArrayList<>(undisturbed.advanceTo(pause));
    expected.addAll(undisturbed.advanceTo(end));

    Fleet first = fleet();
    List<RawMessage> messages = new ArrayList<>(first.advanceTo(pause));
    ObjectMapper json = new ObjectMapper();
    String saved = json.writeValueAsString(first.snapshot());
    Fleet second = Fleet.restore(json.readValue(saved, FleetSnapshot.class), Plants.sample(), RUN);
    messages.addAll(second.advanceTo(end));

    assertThat(Messages.lines(messages)).isEqualTo(Messages.lines(expected));
    assertThat(second.truth().completeHours()).isEqualTo(undisturbed.truth().completeHours());
    assertThat(second.truth().start()).isEqualTo(START);
  }

  @Test
  void a_fleet_that_was_restored_knows_only_whole_minutes() {
    Instant pause = Instant.parse("2026-03-02T23:30:30Z");
    Fleet first = fleet();
    first.advanceTo(pause);
    Fleet second = Fleet.restore(first.snapshot(), Plants.sample(), RUN);
    second.advanceTo(pause.plusSeconds(180));
    first.advanceTo(pause.plusSeconds(180));
    List<TruthRow> after =
        first.truth().completeMinutes().stream()
            .filter(row -> row.startMillis() > pause.toEpochMilli())
            .toList();
    assertThat(second.truth().completeMinutes()).isNotEmpty().isSubsetOf(after);
  }

  @Test
  void a_snapshot_of_another_run_is_refused() {
    FleetSnapshot snapshot = fleet().snapshot();
    assertThatThrownBy(() -> Fleet.restore(snapshot, Plants.sample(), new SimulationRun(8, "test")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the snapshot is of run test with seed 7, not of run test with seed 8");
  }

  @Test
  void a_machine_that_the_snapshot_does_not_know_starts_where_it_was_taken() {
    Fleet noodles = Fleet.startingAt(START, Plants.sample().ofTenant("golden-noodle"), RUN);
    Instant pause = START.plus(Duration.ofMinutes(20));
    noodles.advanceTo(pause);
    Fleet all = Fleet.restore(noodles.snapshot(), Plants.sample(), RUN);
    List<RawMessage> messages = all.advanceTo(pause.plus(Duration.ofMinutes(2)));
    assertThat(messages).allMatch(message -> message.receivedAtMillis() > pause.toEpochMilli());
    assertThat(Messages.byMachine(messages)).hasSize(41);
  }

  @Test
  void the_state_of_a_moment_does_not_depend_on_the_start() {
    Instant later = START.plus(Duration.ofHours(3));
    Instant end = later.plus(Duration.ofHours(1));
    Fleet early = fleet();
    early.advanceTo(later.minusMillis(1));
    Fleet late = Fleet.startingAt(later, Plants.sample(), RUN);
    assertThat(states(late.advanceTo(end))).isEqualTo(states(early.advanceTo(end)));
  }

  private static List<String> states(List<RawMessage> messages) {
    return messages.stream()
        .map(Messages::reading)
        .map(
            reading ->
                reading.machine().key()
                    + reading.timestampMillis()
                    + reading.state()
                    + reading.reason()
                    + reading.product())
        .toList();
  }
}

package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StateRunsTest {
  /** A stretch in which one state holds; null where none is known. */
  private record Stretch(long from, long to, MachineState state) {}

  /** At every moment the state that was said, however it was cut; and no run twice. */
  @Property(tries = 200)
  void whatIsCollectedIsHandedOutAgain(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int stretches) {
    List<Stretch> said = stretches(seed, stretches);
    long end = said.get(said.size() - 1).to();
    StateRuns.Builder builder = new StateRuns.Builder(Long.MIN_VALUE);
    said.forEach(one -> builder.accept(one.from(), one.to(), one.state()));
    StateRuns runs = builder.build();
    List<Stretch> handedOut = new ArrayList<>();
    runs.forEach(end, (from, to, state) -> handedOut.add(new Stretch(from, to, state)));
    assertThat(handedOut).isEqualTo(joined(said));
    assertThat(runs.size()).isEqualTo(handedOut.size());
  }

  @Property(tries = 200)
  void whatIsBeforeATimeIsNotCollected(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int stretches) {
    List<Stretch> said = stretches(seed, stretches);
    long end = said.get(said.size() - 1).to();
    long since = said.get(said.size() / 2).from() + 1;
    StateRuns.Builder builder = new StateRuns.Builder(since);
    said.forEach(one -> builder.accept(one.from(), one.to(), one.state()));
    List<Stretch> handedOut = new ArrayList<>();
    builder.build().forEach(end, (from, to, state) -> handedOut.add(new Stretch(from, to, state)));
    List<Stretch> expected = new ArrayList<>();
    for (Stretch one : joined(said)) {
      if (one.to() > since) {
        expected.add(new Stretch(Math.max(since, one.from()), one.to(), one.state()));
      }
    }
    assertThat(handedOut).isEqualTo(expected);
  }

  @Test
  void noneHandsOutNothing() {
    StateRuns.NONE.forEach(
        5,
        (from, to, state) -> {
          throw new AssertionError("a stretch from " + from + " to " + to + " of " + state);
        });
    assertThat(StateRuns.NONE.size()).isZero();
  }

  /** Stretches that follow on each other, some of them empty. */
  private static List<Stretch> stretches(long seed, int count) {
    Random random = new Random(seed);
    MachineState[] states = MachineState.values();
    List<Stretch> stretches = new ArrayList<>();
    long from = 1_000;
    for (int index = 0; index < count; index++) {
      long to = from + (index == count - 1 ? 7 : random.nextInt(4));
      int state = random.nextInt(4);
      stretches.add(new Stretch(from, to, state == 3 ? null : states[state]));
      from = to;
    }
    return stretches;
  }

  private static List<Stretch> joined(List<Stretch> stretches) {
    List<Stretch> joined = new ArrayList<>();
    StateRuns.Joined joiner =
        new StateRuns.Joined((from, to, state) -> joined.add(new Stretch(from, to, state)));
    stretches.forEach(one -> joiner.accept(one.from(), one.to(), one.state()));
    joiner.end();
    return joined;
  }
}

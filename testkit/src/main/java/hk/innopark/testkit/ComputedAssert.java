package hk.innopark.testkit;

import hk.innopark.simulators.junit.SimulatedFeed;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on all that the pipeline makes of a feed. */
public final class ComputedAssert extends AbstractAssert<ComputedAssert, Computed> {
  private static final int SHOWN = 20;

  ComputedAssert(Computed computed) {
    super(computed, ComputedAssert.class);
  }

  /**
   * Whether every figure of a whole hour that the truth determines is the truth, or its period's
   * quality figures warn.
   */
  public ComputedAssert agreesWithTruthOf(SimulatedFeed feed) {
    List<String> wrong = TruthCheck.unflagged(actual.figures(), feed);
    if (!wrong.isEmpty()) {
      throw failure(
          "%d figures are not the truth, and nothing warns:%n%s",
          wrong.size(), String.join("\n", wrong.subList(0, Math.min(SHOWN, wrong.size()))));
    }
    return this;
  }

  /** The same, of every figure, flagged or not: nothing may be lost. */
  public ComputedAssert isTheTruthOf(SimulatedFeed feed) {
    List<String> wrong = TruthCheck.all(actual.figures(), feed);
    if (!wrong.isEmpty()) {
      throw failure(
          "%d figures are not the truth:%n%s",
          wrong.size(), String.join("\n", wrong.subList(0, Math.min(SHOWN, wrong.size()))));
    }
    return this;
  }
}

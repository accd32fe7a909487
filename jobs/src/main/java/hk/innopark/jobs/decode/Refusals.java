package hk.innopark.jobs.decode;

import hk.innopark.events.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** What is refused, by whichever operator. */
public final class Refusals {
  /** What was refused, and readings an amount of which is beyond arithmetic. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Name of the count of refused messages. */
  public static final String COUNTED = "refused";

  private Refusals() {}
}

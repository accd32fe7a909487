package hk.innopark.jobs.alert;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;

/**
 * Of a change of what is known of a line's minute, that which alerts look at.
 *
 * @param line the line's {@link hk.innopark.jobs.element.Entity#key()}
 * @param minuteMillis the minute, by its first millisecond
 * @param slotMillis the arrival minute in which the change became known
 * @param sums by the constants of this class
 */
@SuppressWarnings("ArrayRecordComponent")
public record LineDelta(String line, long minuteMillis, long slotMillis, long[] sums) {
  static final int WORKING_MS = 0;
  static final int STANDING_MS = 1;
  static final int UNKNOWN_MS = 2;
  static final int PLANNED_DOWN_MS = 3;
  static final int IDEAL_GOOD_NS = 4;
  static final int IDLE_NANO_KWH = 5;
  static final int GRID_NANO_KWH = 6;
  static final int REACTIVE_NANO_KVARH = 7;
  static final int VALID = 8;
  static final int COUNT = 9;

  static LineDelta of(ElementDelta delta) {
    Elements elements = Elements.unpack(delta.elements());
    long[] sums = new long[COUNT];
    sums[WORKING_MS] = elements.get(Element.PRODUCTION_MS) + elements.get(Element.SETUP_MS);
    sums[STANDING_MS] = elements.get(Element.IDLE_MS);
    for (int index = Element.DELAY_BREAKDOWN_MS.ordinal();
        index <= Element.DELAY_OTHER_MS.ordinal();
        index++) {
      sums[STANDING_MS] += elements.get(Element.of(index));
    }
    sums[UNKNOWN_MS] = elements.get(Element.UNKNOWN_MS);
    sums[PLANNED_DOWN_MS] = elements.get(Element.PLANNED_DOWN_MS);
    sums[IDEAL_GOOD_NS] = elements.get(Element.IDEAL_GOOD_NS);
    sums[IDLE_NANO_KWH] = elements.get(Element.IDLE_NANO_KWH);
    sums[GRID_NANO_KWH] = elements.get(Element.GRID_NANO_KWH);
    sums[REACTIVE_NANO_KVARH] = elements.get(Element.REACTIVE_NANO_KVARH);
    sums[VALID] = elements.get(Element.VALID_MICRO_INTERVALS);
    return new LineDelta(delta.entity(), delta.minuteMillis(), delta.slotMillis(), sums);
  }
}

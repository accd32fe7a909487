package hk.innopark.jobs.rollup;

import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sums of what a subtask has to say to the level above, by entity, minute and arrival minute: what
 * a line's machines say in a second crosses the network once.
 */
public final class DeltaSums {
  private record Place(String entity, long minuteMillis, long slotMillis) {}

  /** More than that many are handed on at once: one late reading may change days of minutes. */
  private static final int MOST = 4_096;

  private final Map<Place, Elements> sums = new HashMap<>();

  /** Whether so much has gathered that it should be handed on. */
  public boolean isFull() {
    return sums.size() >= MOST;
  }

  /**
   * Adds to a sum.
   *
   * @param entity the key of what is above; the same object each time makes it quick
   * @return false where an amount is beyond 64 bits; then nothing was added
   */
  public boolean add(String entity, long minuteMillis, long slotMillis, Elements delta) {
    return sums.computeIfAbsent(
            new Place(entity, minuteMillis, slotMillis), place -> new Elements())
        .tryAdd(delta);
  }

  /** Hands all of them on, and begins anew. */
  public void flush(Consumer<ElementDelta> out) {
    sums.forEach(
        (place, sum) -> {
          if (!sum.isZero()) {
            out.accept(
                new ElementDelta(
                    place.entity(), place.minuteMillis(), place.slotMillis(), sum.pack()));
          }
        });
    sums.clear();
  }
}

package hk.innopark.jobs.element;

/**
 * A change of what is known of one minute.
 *
 * @param entity the {@link Entity#key()} of what has the minute
 * @param minuteMillis the minute, by its first millisecond
 * @param slotMillis the arrival minute in which the change became known, by its first millisecond
 * @param elements what is to be added, packed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ElementDelta(String entity, long minuteMillis, long slotMillis, byte[] elements) {}

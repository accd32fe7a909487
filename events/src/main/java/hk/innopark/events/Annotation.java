package hk.innopark.events;

import java.util.Comparator;

/**
 * What somebody said of a machine's time: why it stood, or on which order it worked. The newest
 * word on a moment counts; an annotation with neither takes back the one that it replaces, or only
 * comments.
 *
 * @param origin "real", or {@code sim:{run}} of simulated data
 * @param id of this word; one that comes again is a repetition
 * @param saidAtMillis when it was said, epoch milliseconds
 * @param fromMillis inclusive, epoch milliseconds
 * @param toMillis exclusive, epoch milliseconds
 * @param reason a reason of the tenant's own, or a standard one; null where none is given
 * @param comment text of at most {@link #MOST_COMMENT} characters; null where none
 * @param by who said it
 * @param replaces the id of the annotation that is taken back; null where none is
 * @param order on which the machine works; null where none is named
 * @param product which the order makes; null where none is named
 */
public record Annotation(
    MachineId machine,
    String origin,
    String id,
    long saidAtMillis,
    long fromMillis,
    long toMillis,
    String reason,
    String comment,
    String by,
    String replaces,
    String order,
    String product) {
  public static final int MOST_COMMENT = 500;

  /** The longest time of which something can be said at once. */
  public static final long LONGEST_MILLIS = 8L * 24 * 3_600_000;

  /** The later word counts; of two of one moment, the one with the greater id. */
  public static final Comparator<Annotation> ORDER =
      Comparator.comparingLong(Annotation::saidAtMillis).thenComparing(Annotation::id);
}

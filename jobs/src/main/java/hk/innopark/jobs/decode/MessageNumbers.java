package hk.innopark.jobs.decode;

import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers for the messages of a device that sends none: one more for each, as if nothing were
 * missing, and a new boot after a silence, since then something may be.
 *
 * @param boot how many boots have begun before
 * @param next the number of the next message
 * @param newestMillis the newest stamp
 * @param stamps of the last messages, as a ring
 * @param digests of the same messages, one lane each
 * @param boots and {@code numbers}, what they were given
 */
@SuppressWarnings("ArrayRecordComponent")
public record MessageNumbers(
    long boot,
    long next,
    long newestMillis,
    long[] stamps,
    long[] digests,
    long[] boots,
    long[] numbers) {
  /** A repetition is known for so many messages. */
  static final int REMEMBERED = 64;

  static final MessageNumbers NONE =
      new MessageNumbers(-1, 0, Long.MIN_VALUE, new long[0], new long[0], new long[0], new long[0]);

  /** What a message is given, and what is remembered then. */
  record Given(long boot, long number, MessageNumbers after) {}

  /**
   * Numbers a message; one that came before, byte for byte with the same stamp, has its number of
   * then.
   *
   * @param stamp when the sample was taken
   * @param digest of the message; a message without a stamp of its own cannot be told from another
   *     that says the same, and is given none
   * @param silenceMillis from which pause on something may be missing
   */
  Given number(long stamp, Long digest, long silenceMillis) {
    if (digest != null) {
      for (int index = 0; index < stamps.length; index++) {
        if (stamps[index] == stamp && digests[index] == digest) {
          return new Given(boots[index], numbers[index], this);
        }
      }
    }
    boolean begins = boot < 0 || stamp - newestMillis > silenceMillis;
    long ofBoot = begins ? boot + 1 : boot;
    long number = begins ? 0 : next;
    long newest = Math.max(newestMillis, stamp);
    return new Given(
        ofBoot,
        number,
        digest == null
            ? new MessageNumbers(ofBoot, number + 1, newest, stamps, digests, boots, numbers)
            : new MessageNumbers(
                ofBoot,
                number + 1,
                newest,
                with(stamps, stamp),
                with(digests, digest),
                with(boots, ofBoot),
                with(numbers, number)));
  }

  private static long[] with(long[] ring, long value) {
    int kept = Math.min(ring.length, REMEMBERED - 1);
    long[] longer =
        Arrays.copyOf(Arrays.copyOfRange(ring, ring.length - kept, ring.length), kept + 1);
    longer[kept] = value;
    return longer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageNumbers that
        && boot == that.boot
        && next == that.next
        && newestMillis == that.newestMillis
        && Arrays.equals(stamps, that.stamps)
        && Arrays.equals(digests, that.digests)
        && Arrays.equals(boots, that.boots)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(boot, next, newestMillis, Arrays.hashCode(stamps));
  }
}

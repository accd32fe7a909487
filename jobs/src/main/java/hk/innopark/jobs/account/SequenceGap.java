package hk.innopark.jobs.account;

/**
 * Messages of one boot that have not come and still may.
 *
 * @param first the first missing sequence number
 * @param last the last one; {@link #OPEN} after the last message of a boot that another followed
 * @param afterMillis stamp of the sample before the gap
 * @param beforeMillis stamp of the sample after the gap
 */
record SequenceGap(String boot, long first, long last, long afterMillis, long beforeMillis) {
  /** It is not known how many are missing, if any. */
  static final long OPEN = Long.MAX_VALUE;

  /** A number that jumps by more, such as a clock's, says nothing of what is missing. */
  static final long MOST_MISSING = 1_000_000;

  /** There is no sample before the gap. */
  static final long NOTHING_BEFORE = Long.MIN_VALUE;

  /** Whole boots may have been before the first sample that came. */
  static SequenceGap beforeTheFirst(Sample sample) {
    return new SequenceGap("", 0, OPEN, NOTHING_BEFORE, sample.timestampMillis);
  }

  boolean isBeforeTheFirst() {
    return boot.isEmpty();
  }

  boolean contains(String otherBoot, long sequence) {
    return sequence >= first && sequence <= last && boot.equals(otherBoot);
  }

  /**
   * How many are known to be missing, at most {@link #MOST_MISSING}; number 0 is not, since some
   * devices count from 1.
   */
  long missing() {
    return last == OPEN || afterMillis == NOTHING_BEFORE
        ? 0
        : Math.min(MOST_MISSING, Math.max(0, last - Math.max(first, 1) + 1));
  }
}

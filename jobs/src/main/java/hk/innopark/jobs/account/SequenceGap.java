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

  /** There is no sample before the gap. */
  static final long NOTHING_BEFORE = Long.MIN_VALUE;

  boolean contains(String otherBoot, long sequence) {
    return sequence >= first && sequence <= last && boot.equals(otherBoot);
  }

  /** How many are known to be missing. */
  long missing() {
    return last == OPEN || afterMillis == NOTHING_BEFORE ? 0 : last - first + 1;
  }
}

package hk.innopark.jobs.account;

/**
 * How a counter came to a reading from the one before it. The low bits tell what is counted, the
 * high ones how sure that is.
 */
final class Step {
  /** What it moved by; less than nothing where a count was corrected. */
  static final byte PLAIN = 0;

  /** Past its modulus. */
  static final byte ROLLED_OVER = 1;

  /** It began again at zero: the reading itself, a lower bound. */
  static final byte FROM_ZERO = 2;

  /** A device restarted and restored an older reading: nothing. */
  static final byte RESTORED = 3;

  /** Nothing explains it, and yet later readings agree with it: nothing is counted. */
  static final byte REBASED = 4;

  /** No reading: too high, too low, or beyond arithmetic. */
  static final byte IMPLAUSIBLE = 5;

  private static final byte KIND = 7;

  /** The register has not moved on since it began anew, so the readings before may yet be right. */
  static final byte UNPROVEN = 8;

  /** Nothing was known that bounds the step. */
  static final byte UNBOUNDED = 16;

  private Step() {}

  static byte kind(byte verdict) {
    return (byte) (verdict & KIND);
  }

  /** Whether a register moved on, past its modulus or not. */
  static boolean isForward(byte verdict) {
    byte kind = kind(verdict);
    return kind == PLAIN || kind == ROLLED_OVER;
  }

  static boolean isUnproven(byte verdict) {
    return (verdict & UNPROVEN) != 0;
  }

  static boolean isUnbounded(byte verdict) {
    return (verdict & UNBOUNDED) != 0;
  }
}

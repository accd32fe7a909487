package hk.innopark.jobs.rollup;

/** Sums that stop at the end of 64 bits, for what is derived from sums that were held to them. */
final class Saturated {
  private Saturated() {}

  static long sum(long one, long other) {
    long sum = one + other;
    boolean overflows = ((one ^ sum) & (other ^ sum)) < 0;
    return overflows ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}

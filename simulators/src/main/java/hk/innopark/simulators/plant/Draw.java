package hk.innopark.simulators.plant;

/**
 * A small deterministic source of numbers (SplitMix64), and the hashes that seed it; the same on
 * every JVM.
 */
public final class Draw {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Draw(long seed) {
    this.state = seed;
  }

  /** A sequence of its own for each seed, subject and number. */
  public static Draw of(long seed, String subject, long number) {
    return new Draw(hash(seed, subject, number));
  }

  /** A well mixed number for a seed, a subject and a number. */
  public static long hash(long seed, String subject, long number) {
    long mixed = mix(seed + GOLDEN);
    for (int i = 0; i < subject.length(); i++) {
      mixed = mix(mixed ^ (subject.charAt(i) + GOLDEN));
    }
    return mix(mixed ^ mix(number + GOLDEN));
  }

  /** SplitMix64's finalizer: close inputs give unrelated outputs. */
  public static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The hash as a fraction in [0, 1). */
  public static double fraction(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  /** The next number in [0, 1). */
  public double next() {
    state += GOLDEN;
    return fraction(mix(state));
  }

  /** The next whole number in [0, bound). */
  public long nextBelow(long bound) {
    return (long) (next() * bound);
  }

  /** The next number of an exponential distribution. */
  double nextExponential(double mean) {
    // StrictMath: the same bits on every JVM
    return -mean * StrictMath.log(1 - next());
  }
}

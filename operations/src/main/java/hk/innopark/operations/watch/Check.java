package hk.innopark.operations.watch;

/** Looks at one thing and says what it found. */
public interface Check {
  /** A short name, for the label {@code check}. */
  String name();

  /**
   * Puts what it finds into the measurements.
   *
   * @throws Exception where it cannot look; what it said before is then dropped
   */
  void measure(Measurements into) throws Exception;
}

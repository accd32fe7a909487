package hk.innopark.simulators.feed;

/**
 * How fast a feed is replayed.
 *
 * @param factor of real time; infinite for as fast as the broker takes it
 */
public record ReplaySpeed(double factor) {
  public static final ReplaySpeed MAX = new ReplaySpeed(Double.POSITIVE_INFINITY);

  public ReplaySpeed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("speed " + factor + " is not positive");
    }
  }

  /**
   * Reads {@code 1}, {@code 10}, {@code 0.5} or {@code max}.
   *
   * @throws IllegalArgumentException where it is something else
   */
  public static ReplaySpeed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    try {
      double factor = Double.parseDouble(text);
      if (factor > 0 && factor <= 1_000_000) {
        return new ReplaySpeed(factor);
      }
    } catch (NumberFormatException notANumber) {
      // refused below, like every other text
    }
    throw new IllegalArgumentException(
        "speed \"" + text + "\" is neither max nor a number above 0, such as 1 or 10");
  }

  boolean isUnlimited() {
    return Double.isInfinite(factor);
  }
}

package hk.innopark.events;

/** What can be said of a JSON number, or of a word in its place, before it is converted. */
public final class NumberText {
  /** Of an exponent as it is written: what a double can hold. */
  private static final int MAX_EXPONENT = 308;

  private NumberText() {}

  /** Whether it is no word such as NaN. */
  static boolean isFinite(String number) {
    char last = number.charAt(number.length() - 1);
    return last >= '0' && last <= '9';
  }

  /** Whether it is finite, and no exponent makes its conversion costly. */
  public static boolean isConvertible(String number) {
    int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
    return isFinite(number) && (mark < 0 || !exceedsExponent(number, mark + 1));
  }

  private static boolean exceedsExponent(String number, int from) {
    int exponent = 0;
    for (int i = from; i < number.length() && exponent <= MAX_EXPONENT; i++) {
      char digit = number.charAt(i);
      if (digit >= '0' && digit <= '9') {
        exponent = 10 * exponent + (digit - '0');
      }
    }
    return exponent > MAX_EXPONENT;
  }
}

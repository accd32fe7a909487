package hk.innopark.events;

/**
 * Text as devices and people write it, on one line: no control or format characters, no space at
 * either end, not empty, at most {@link #MAX_LENGTH} UTF-16 units.
 */
public final class FreeText {
  public static final int MAX_LENGTH = 128;

  private FreeText() {}

  /**
   * The text without what cannot stand in it: a character that is not printable becomes a space,
   * and what is too long is cut. Null where nothing is left.
   */
  public static String of(String text) {
    return isClean(text) ? text : clean(text);
  }

  /** Whether the text is such a text as it stands. */
  public static boolean isClean(String text) {
    int length = text.length();
    if (length == 0
        || length > MAX_LENGTH
        || isSpace(text.charAt(0))
        || isSpace(text.charAt(length - 1))) {
      return false;
    }
    for (int i = 0; i < length; ) {
      int codePoint = text.codePointAt(i);
      if (!isPrintable(codePoint)) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(codePoint -> isPrintable(codePoint) ? codePoint : ' ')
        .forEach(clean::appendCodePoint);
    String stripped = clean.toString().strip();
    if (stripped.length() > MAX_LENGTH) {
      boolean splitsPair = Character.isHighSurrogate(stripped.charAt(MAX_LENGTH - 1));
      stripped = stripped.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH).stripTrailing();
    }
    return stripped.isEmpty() ? null : stripped;
  }

  private static boolean isSpace(char unit) {
    return Character.isWhitespace(unit);
  }

  private static boolean isPrintable(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

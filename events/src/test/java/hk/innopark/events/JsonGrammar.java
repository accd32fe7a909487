package hk.innopark.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * RFC 8259 written down a second time, by itself, to judge the decoder by: whether bytes are one
 * JSON value in strict UTF-8 without a byte order mark and without half surrogate pairs. A number
 * may be NaN or infinite.
 */
final class JsonGrammar {
  private static final List<String> NOT_FINITE =
      List.of("NaN", "Infinity", "-Infinity", "+Infinity", "-INF", "+INF");

  private final String text;
  private int at;

  private JsonGrammar(String text) {
    this.text = text;
  }

  static boolean accepts(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), payload)) {
      return false;
    }
    JsonGrammar grammar = new JsonGrammar(text);
    return grammar.value() && grammar.at == text.length();
  }

  private boolean value() {
    space();
    boolean ok =
        switch (peek()) {
          case '{' -> list('}', true);
          case '[' -> list(']', false);
          case '"' -> string();
          case 't' -> word("true");
          case 'f' -> word("false");
          case 'n' -> word("null");
          default -> notFinite() || number();
        };
    space();
    return ok;
  }

  private boolean list(char end, boolean members) {
    at++;
    space();
    if (take(end)) {
      return true;
    }
    do {
      space();
      if (members) {
        if (!string()) {
          return false;
        }
        space();
        if (!take(':')) {
          return false;
        }
      }
      if (!value()) {
        return false;
      }
    } while (take(','));
    return take(end);
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    StringBuilder content = new StringBuilder();
    while (at < text.length() && peek() != '"') {
      char unit = text.charAt(at++);
      if (unit < ' ') {
        return false;
      }
      if (unit == '\\') {
        char escaped = peek();
        at++;
        if (escaped == 'u') {
          String digits = text.substring(at, Math.min(text.length(), at + 4));
          if (!digits.matches("[0-9A-Fa-f]{4}")) {
            return false;
          }
          content.append((char) Integer.parseInt(digits, 16));
          at += 4;
        } else if ("\"\\/bfnrt".indexOf(escaped) >= 0) {
          content.append('.');
        } else {
          return false;
        }
      } else {
        content.append(unit);
      }
    }
    return take('"') && content.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private boolean notFinite() {
    for (String word : NOT_FINITE) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return true;
      }
    }
    return false;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > from;
  }

  private boolean word(String word) {
    boolean found = text.startsWith(word, at);
    at += word.length();
    return found;
  }

  private void space() {
    while (" \t\r\n".indexOf(peek()) >= 0) {
      at++;
    }
  }

  private boolean take(char expected) {
    if (peek() == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** The character at the place, or one that occurs nowhere in the grammar. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\uFFFF';
  }
}

package hk.innopark.jobs.sink.influx;

import java.util.Map;
import java.util.TreeMap;

/**
 * A line as a server reads it: a parser of its own, written from the protocol's description, that
 * shares nothing with the encoder.
 */
record ParsedPoint(
    String measurement, Map<String, String> tags, Map<String, Double> fields, long timestamp) {

  static ParsedPoint parse(String line) {
    return new Reader(line).point();
  }

  private static final class Reader {
    private final String line;
    private int at;

    Reader(String line) {
      this.line = line;
    }

    ParsedPoint point() {
      String measurement = token(", ");
      Map<String, String> tags = new TreeMap<>();
      while (peek() == ',') {
        at++;
        String key = token("=");
        expect('=');
        String value = token(", ");
        if (key.isEmpty() || value.isEmpty() || tags.put(key, value) != null) {
          throw new IllegalArgumentException("bad tag " + key + " in " + line);
        }
      }
      expect(' ');
      Map<String, Double> fields = new TreeMap<>();
      do {
        String key = token("=");
        expect('=');
        if (fields.put(key, Double.valueOf(token(", "))) != null) {
          throw new IllegalArgumentException("field " + key + " twice in " + line);
        }
      } while (peek() == ',' && at++ >= 0);
      expect(' ');
      return new ParsedPoint(measurement, tags, fields, Long.parseLong(line.substring(at)));
    }

    /** Up to one of the ends that is not escaped, with the escapes undone. */
    private String token(String ends) {
      StringBuilder text = new StringBuilder();
      while (at < line.length() && ends.indexOf(line.charAt(at)) < 0) {
        char character = line.charAt(at++);
        if (character == '\n') {
          throw new IllegalArgumentException("line feed in " + line);
        }
        if (character == '\\' && at < line.length() && ", =".indexOf(line.charAt(at)) >= 0) {
          character = line.charAt(at++);
        }
        text.append(character);
      }
      return text.toString();
    }

    private char peek() {
      if (at >= line.length()) {
        throw new IllegalArgumentException("too short: " + line);
      }
      return line.charAt(at);
    }

    private void expect(char character) {
      if (peek() != character) {
        throw new IllegalArgumentException("no " + character + " at " + at + " of " + line);
      }
      at++;
    }
  }
}

package hk.innopark.simulators.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads InfluxDB line protocol. The columns of a row are {@code measurement}, {@code time} (as
 * written), and the tags and fields by their names.
 */
final class LineProtocolRows implements RowSource {
  private final String name;
  private final BufferedReader text;
  private long line;

  LineProtocolRows(String name, BufferedReader text) {
    this.name = name;
    this.text = text;
  }

  @Override
  public Row next() throws IOException {
    for (String point = text.readLine(); point != null; point = text.readLine()) {
      line++;
      if (!point.isBlank() && !point.startsWith("#")) {
        return new Row(line, new Point(point.strip()).columns());
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** One point: {@code measurement[,tag=value…] field=value[,…] [time]}. */
  private final class Point {
    private final String point;
    private int at;

    Point(String point) {
      this.point = point;
    }

    Map<String, String> columns() throws IOException {
      Map<String, String> columns = new LinkedHashMap<>();
      columns.put("measurement", word(", "));
      while (is(',')) {
        pair(columns, ", ");
      }
      require(' ');
      do {
        fieldPair(columns);
      } while (is(','));
      if (is(' ')) {
        columns.put("time", point.substring(at).strip());
      }
      return columns;
    }

    private void pair(Map<String, String> columns, String end) throws IOException {
      String key = word("=");
      require('=');
      columns.put(key, word(end));
    }

    private void fieldPair(Map<String, String> columns) throws IOException {
      String key = word("=");
      require('=');
      if (at < point.length() && point.charAt(at) == '"') {
        columns.put(key, quoted());
        return;
      }
      String value = word(", ");
      // 5i and 5u are whole numbers
      columns.put(
          key, value.matches("-?\\d+[iu]") ? value.substring(0, value.length() - 1) : value);
    }

    private String quoted() throws IOException {
      StringBuilder value = new StringBuilder();
      for (at++; at < point.length(); at++) {
        char c = point.charAt(at);
        if (c == '\\' && at + 1 < point.length()) {
          value.append(point.charAt(++at));
        } else if (c == '"') {
          at++;
          return value.toString();
        } else {
          value.append(c);
        }
      }
      throw malformed("a string has no end");
    }

    /** Up to one of the characters, which a backslash takes its meaning. */
    private String word(String ends) {
      StringBuilder word = new StringBuilder();
      while (at < point.length() && ends.indexOf(point.charAt(at)) < 0) {
        boolean isEscape =
            point.charAt(at) == '\\'
                && at + 1 < point.length()
                && ", =\\".indexOf(point.charAt(at + 1)) >= 0;
        at += isEscape ? 1 : 0;
        word.append(point.charAt(at++));
      }
      return word.toString();
    }

    private boolean is(char wanted) {
      if (at < point.length() && point.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private void require(char wanted) throws IOException {
      if (!is(wanted)) {
        throw malformed("'" + wanted + "' is expected at character " + at);
      }
    }

    private IOException malformed(String what) {
      return new IOException(name + ", line " + line + ": not line protocol: " + what);
    }
  }
}

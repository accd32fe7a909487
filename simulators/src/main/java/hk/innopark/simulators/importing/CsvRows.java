package hk.innopark.simulators.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV (RFC 4180) whose first line names the columns; quoted fields may hold line breaks. */
final class CsvRows implements RowSource {
  private final String name;
  private final BufferedReader text;
  private final char separator;
  private final List<String> header;
  private long line;

  CsvRows(String name, BufferedReader text, char separator) throws IOException {
    this.name = name;
    this.text = text;
    this.separator = separator;
    List<String> first = fields();
    if (first == null) {
      throw new IOException(name + ": is empty; the first line has to name the columns");
    }
    // a byte order mark is no part of the first name
    first.set(0, first.get(0).replace("\uFEFF", ""));
    this.header = first.stream().map(String::strip).toList();
  }

  List<String> header() {
    return header;
  }

  @Override
  public Row next() throws IOException {
    long start = line + 1;
    List<String> fields = fields();
    while (fields != null && fields.size() == 1 && fields.get(0).isBlank()) {
      start = line + 1;
      fields = fields();
    }
    if (fields == null) {
      return null;
    }
    if (fields.size() != header.size()) {
      throw new IOException(
          "%s, line %d: %d fields, and the first line names %d columns"
              .formatted(name, start, fields.size(), header.size()));
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.put(header.get(i), fields.get(i));
    }
    return new Row(start, columns);
  }

  /** The fields of the next record; null at the end. */
  private List<String> fields() throws IOException {
    String rest = text.readLine();
    if (rest == null) {
      return null;
    }
    line++;
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int at = 0;
    boolean quoted = false;
    while (true) {
      if (at == rest.length()) {
        if (!quoted) {
          fields.add(field.toString());
          return fields;
        }
        rest = text.readLine();
        if (rest == null) {
          throw new IOException(name + ", line " + line + ": a quoted field has no end");
        }
        line++;
        at = 0;
        field.append('\n');
        continue;
      }
      char c = rest.charAt(at++);
      if (c == '"') {
        boolean isEscaped = quoted && at < rest.length() && rest.charAt(at) == '"';
        if (isEscaped) {
          field.append('"');
          at++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

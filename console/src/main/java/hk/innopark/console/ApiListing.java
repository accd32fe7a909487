package hk.innopark.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import hk.innopark.events.Csv;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A list as an answer: pages of JSON, {@code {"items": […], "next": cursor or null}}, or CSV, which
 * goes on to the end unless a limit is given. Rows are written as they are read; nothing is sent
 * before the first one, so that what fails before can still be told.
 */
final class ApiListing {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final int MOST_OF_CSV = 1_000_000;

  private final Context ctx;
  private final List<String> columns;
  private final boolean isCsv;
  private final int limit;
  private final Optional<String> cursor;
  private JsonGenerator json;
  private Writer csv;
  private int written;
  private String lastCursor;
  private boolean hasMore;

  private ApiListing(
      Context ctx, List<String> columns, boolean isCsv, int limit, Optional<String> cursor) {
    this.ctx = ctx;
    this.columns = columns;
    this.isCsv = isCsv;
    this.limit = limit;
    this.cursor = cursor;
  }

  /**
   * What a request wants of a list.
   *
   * @param columns of CSV, in their order
   */
  static ApiListing of(Context ctx, List<String> columns) {
    String format = Parameters.single(ctx, "format");
    if (format != null && !format.equals("json") && !format.equals("csv")) {
      throw RequestException.badRequest("error.parameter_not_one_of", "format", "json, csv");
    }
    String accepted = ctx.header("Accept");
    boolean isCsv =
        format == null
            ? accepted != null && accepted.toLowerCase(Locale.ROOT).startsWith("text/csv")
            : format.equals("csv");
    String limit = Parameters.single(ctx, "limit");
    if (limit != null && (!limit.matches("[0-9]{1,4}") || tooMany(Integer.parseInt(limit)))) {
      throw RequestException.badRequest("error.parameter_not_number", "limit", 1, MOST);
    }
    int most = limit != null ? Integer.parseInt(limit) : isCsv ? MOST_OF_CSV : USUAL;
    return new ApiListing(ctx, columns, isCsv, most, cursor(ctx));
  }

  private static boolean tooMany(int limit) {
    return limit < 1 || limit > MOST;
  }

  private static Optional<String> cursor(Context ctx) {
    String text = Parameters.single(ctx, "cursor");
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[A-Za-z0-9_-]{1,400}")) {
      throw RequestException.badRequest("error.parameter_not_cursor");
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw noSuchCursor();
    }
  }

  static RequestException noSuchCursor() {
    return RequestException.notFound("error.no_cursor");
  }

  /** After which the list goes on; empty for its beginning. */
  Optional<String> cursor() {
    return cursor;
  }

  /** Before which number a list goes on that begins with the greatest. */
  long before() {
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!cursor.get().matches("[0-9]{1,18}")) {
      throw noSuchCursor();
    }
    return Long.parseLong(cursor.get());
  }

  /** How many rows to read: one more than are shown, which tells whether there are more. */
  int wanted() {
    return limit + 1;
  }

  /** Whether all rows that are shown have been written. */
  boolean isFull() {
    return hasMore;
  }

  /**
   * Writes a row, unless the page is full.
   *
   * @param at from which the list goes on after this row
   */
  void add(String at, Map<String, Object> row) {
    if (written == limit) {
      hasMore = true;
      return;
    }
    written++;
    lastCursor = at;
    try {
      open();
      if (isCsv) {
        writeLine(columns.stream().map(row::get).toList());
      } else {
        JSON.writeValue(json, row);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void open() throws IOException {
    if (json != null || csv != null) {
      return;
    }
    if (isCsv) {
      ctx.contentType("text/csv; charset=utf-8");
      csv = new BufferedWriter(new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8));
      writeLine(columns);
    } else {
      ctx.contentType("application/json");
      json = JSON.getFactory().createGenerator(ctx.outputStream());
      json.writeStartObject();
      json.writeArrayFieldStart("items");
    }
  }

  private void writeLine(List<?> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      csv.write(i == 0 ? "" : ",");
      csv.write(cell(cells.get(i)));
    }
    csv.write("\r\n");
  }

  static String cell(Object value) {
    if (value == null) {
      return "";
    }
    return Csv.cell(
        value instanceof RawValue raw ? String.valueOf(raw.rawValue()) : value.toString());
  }

  /** Ends the list. */
  void end() {
    try {
      open();
      if (isCsv) {
        csv.flush();
      } else {
        json.writeEndArray();
        json.writeStringField(
            "next",
            hasMore
                ? Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(lastCursor.getBytes(StandardCharsets.UTF_8))
                : null);
        json.writeEndObject();
        json.flush();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}

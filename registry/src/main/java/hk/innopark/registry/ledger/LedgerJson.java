package hk.innopark.registry.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger row as one line of NDJSON, with the names of the ledger's columns but {@code
 * recorded_at}; periods in epoch milliseconds. {@code elements} and {@code figures} stand in it
 * byte for byte, so that the hash can be computed again.
 */
public final class LedgerJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Its members, in their order. */
  public static final List<String> NAMES =
      List.of(
          "tenant",
          "origin",
          "seq",
          "line",
          "measurement",
          "grain",
          "period_start",
          "period_end",
          "revision",
          "elements",
          "figures",
          "coverage",
          "code_version",
          "registry_version",
          "factor_ids",
          "raw_messages",
          "raw_digest",
          "reason",
          "previous_hash",
          "hash");

  private LedgerJson() {}

  /** The row as one line, without a line end. */
  public static String format(LedgerRow row) {
    LedgerEntry entry = row.entry();
    StringWriter line = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("tenant", entry.tenant());
      json.writeStringField("origin", entry.origin());
      json.writeNumberField("seq", row.seq());
      json.writeStringField("line", entry.line());
      json.writeStringField("measurement", entry.measurement());
      json.writeStringField("grain", entry.grain());
      json.writeNumberField("period_start", entry.periodStartMillis());
      json.writeNumberField("period_end", entry.periodEndMillis());
      json.writeNumberField("revision", entry.revision());
      raw(json, "elements", entry.elements());
      raw(json, "figures", entry.figures());
      json.writeFieldName("coverage");
      if (entry.coverage() == null) {
        json.writeNull();
      } else {
        json.writeNumber(entry.coverage().doubleValue());
      }
      json.writeStringField("code_version", entry.codeVersion());
      json.writeStringField("registry_version", entry.registryVersion());
      json.writeStringField("factor_ids", entry.factorIds());
      json.writeNumberField("raw_messages", entry.rawMessages());
      json.writeStringField("raw_digest", entry.rawDigest());
      json.writeStringField("reason", entry.reason());
      json.writeStringField("previous_hash", row.previousHash());
      json.writeStringField("hash", row.hash());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return line.toString();
  }

  private static void raw(JsonGenerator json, String name, String object) throws IOException {
    boolean isOneLineObject =
        object.startsWith("{") && object.endsWith("}") && object.chars().allMatch(c -> c >= ' ');
    if (!isOneLineObject) {
      throw new IllegalArgumentException(name + " is not a JSON object on one line: " + object);
    }
    json.writeFieldName(name);
    json.writeRawValue(object);
  }

  /**
   * Reads a line that {@link #format} wrote. It does not judge the row: that is {@link
   * LedgerVerifier}'s work.
   *
   * @throws LedgerException saying what is wrong with the line
   */
  public static LedgerRow parse(String line) {
    Members members = new Members(members(line));
    LedgerEntry entry =
        new LedgerEntry(
            members.text("tenant"),
            members.text("origin"),
            members.textOrNull("line"),
            members.text("measurement"),
            members.text("grain"),
            members.number("period_start"),
            members.number("period_end"),
            members.smallNumber("revision"),
            members.text("elements"),
            members.text("figures"),
            members.decimalOrNull("coverage"),
            members.text("code_version"),
            members.text("registry_version"),
            members.text("factor_ids"),
            members.number("raw_messages"),
            members.text("raw_digest"),
            members.text("reason"));
    return new LedgerRow(
        entry, members.number("seq"), members.text("previous_hash"), members.text("hash"));
  }

  /** Each member's text; an object's exactly as it stands in the line. */
  private static Map<String, String> members(String line) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new LedgerException("is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!NAMES.contains(name)) {
          throw new LedgerException("unknown member \"" + name + '"');
        }
        members.put(name, value(json, line));
      }
      if (json.nextToken() != null) {
        throw new LedgerException("holds more than one JSON value");
      }
    } catch (JsonProcessingException e) {
      throw new LedgerException("is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return members;
  }

  private static String value(JsonParser json, String line) throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isScalarValue()) {
      return json.getText();
    }
    if (token != JsonToken.START_OBJECT) {
      throw new LedgerException(json.currentName() + " is a list");
    }
    int start = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return line.substring(start, (int) json.currentLocation().getCharOffset());
  }

  private record Members(Map<String, String> byName) {
    String text(String name) {
      String value = textOrNull(name);
      if (value == null) {
        throw new LedgerException(name + " is null");
      }
      return value;
    }

    String textOrNull(String name) {
      if (!byName.containsKey(name)) {
        throw new LedgerException("no " + name);
      }
      return byName.get(name);
    }

    long number(String name) {
      String value = text(name);
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw new LedgerException(name + " is not a whole number: " + value, e);
      }
    }

    int smallNumber(String name) {
      long value = number(name);
      if (value != (int) value) {
        throw new LedgerException(name + " is too large: " + value);
      }
      return (int) value;
    }

    Double decimalOrNull(String name) {
      String value = textOrNull(name);
      try {
        return value == null ? null : Double.valueOf(value);
      } catch (NumberFormatException e) {
        throw new LedgerException(name + " is not a number: " + value, e);
      }
    }
  }
}

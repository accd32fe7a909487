package hk.innopark.jobs.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.StopRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A stop as one line of JSON, with what it is known by before it. */
final class StopJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StopJson() {}

  static String line(StopRow stop) {
    StringWriter line = new StringWriter(256);
    line.append(stop.machine().key())
        .append('|')
        .append(stop.origin())
        .append('|')
        .append("%016d".formatted(stop.beginMillis()))
        .append(FigureJson.IDENTITY_END);
    if (stop.isGone()) {
      return line.toString();
    }
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("estate", stop.machine().estate());
      json.writeStringField("tenant", stop.machine().tenant());
      json.writeStringField("line", stop.machine().line());
      json.writeStringField("machine", stop.machine().machine());
      json.writeStringField("origin", stop.origin());
      json.writeNumberField("begin", stop.beginMillis());
      json.writeNumberField("end", stop.endMillis());
      json.writeStringField("state", stop.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("machine_reason", name(stop.machineReason()));
      json.writeStringField("named", name(stop.named()));
      json.writeStringField("reason", stop.reason());
      json.writeStringField("annotation", stop.annotation());
      json.writeBooleanField("ongoing", stop.isOngoing());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  private static String name(DowntimeReason reason) {
    return reason == null ? null : reason.wireName();
  }
}

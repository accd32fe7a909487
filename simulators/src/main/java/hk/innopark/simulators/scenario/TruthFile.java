package hk.innopark.simulators.scenario;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.Nano;
import hk.innopark.simulators.fault.FaultLog;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import hk.innopark.simulators.plant.TruthSink;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * What truly happened, beside a feed: newline-delimited JSON, gzip where the name ends so. A line
 * is a {@code state} of a machine, its {@code hour} (items, metered amounts, seconds), its part of
 * an {@code order}, or a {@code fault} that touched a message.
 */
public final class TruthFile implements TruthSink, Closeable {
  private static final long MICRO_PER_UNIT = 1_000_000;

  private final BufferedWriter lines;
  private final StringBuilder json = new StringBuilder(1024);

  private TruthFile(BufferedWriter lines) {
    this.lines = lines;
  }

  /**
   * @throws IOException where the file cannot be written
   */
  public static TruthFile create(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    OutputStream output = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
    return new TruthFile(
        new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16));
  }

  @Override
  public void hour(TruthRow hour) {
    begin("hour", hour.machine());
    number("start", hour.startMillis());
    for (TruthElement element : TruthElement.values()) {
      long amount = hour.get(element);
      String name = element.name().toLowerCase(Locale.ROOT);
      switch (element.unit()) {
        case NANO -> decimal(name, amount, Nano.PER_UNIT);
        case MICRO -> decimal(name, amount, MICRO_PER_UNIT);
        case MILLIS -> number(name + "_ms", amount);
        case COUNT -> number(name, amount);
      }
    }
    for (DowntimeReason reason : DowntimeReason.values()) {
      if (hour.delay(reason) != 0) {
        number("delay_" + reason.wireName() + "_ms", hour.delay(reason));
      }
    }
    end();
  }

  @Override
  public void state(StateInterval interval) {
    begin("state", interval.machine());
    number("start", interval.startMillis());
    number("end", interval.endMillis());
    text("state", interval.state().name());
    text("reason", interval.reason() == null ? null : interval.reason().wireName());
    text("product", interval.product());
    text("order", interval.order());
    json.append(",\"planned\":").append(interval.isPlanned());
    end();
  }

  @Override
  public void order(OrderResult result) {
    begin("order", result.machine());
    text("order", result.order());
    text("product", result.product());
    number("begin", result.beginMillis());
    number("end", result.endMillis());
    number("good", result.good());
    number("reject", result.reject());
    decimal("active_kwh", result.nanoKwh(), Nano.PER_UNIT);
    end();
  }

  /** Writes down that a fault touched a message. */
  public void fault(FaultLog.Entry entry) {
    begin("fault", entry.machine());
    text("fault", entry.fault());
    number("at", entry.sentAtMillis());
    text("detail", entry.detail());
    end();
  }

  private void begin(String kind, MachineId machine) {
    json.setLength(0);
    json.append("{\"truth\":\"").append(kind).append('"');
    text("machine", machine == null ? null : machine.key());
  }

  private void text(String name, String value) {
    json.append(",\"").append(name).append("\":");
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }

  private void number(String name, long value) {
    json.append(",\"").append(name).append("\":").append(value);
  }

  private void decimal(String name, long unscaled, long unit) {
    json.append(",\"").append(name).append("\":");
    json.append(
        java.math.BigDecimal.valueOf(unscaled, Long.toString(unit).length() - 1)
            .stripTrailingZeros()
            .toPlainString());
  }

  private void end() {
    try {
      lines.append(json).append("}\n");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package hk.innopark.gateway.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Keeps {@code target/faults.md}: one row a fault, the last run of each. */
public final class FaultReport {
  private static final Path ROWS = Path.of("target", "faults");
  private static final Path REPORT = Path.of("target", "faults.md");
  private static final String HEADER =
      """
      # Faults

      Lost: PUBACKed to a device and not in Kafka. Recovery: from the end of the fault to the next \
      message in Kafka, the longest of all rounds; beside it what a gateway that was started anew needed \
      of the processors meanwhile: the rest it waited, mostly for a processor.

      | Fault | Rounds | Sent | Device-acked | In Kafka | Lost | Duplicated | Recovery, s | CPU, s |
      |---|---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  private FaultReport() {}

  /**
   * The longest recovery.
   *
   * @param processorSeconds that the process used in it, where it was started for it
   */
  public record Recovery(double seconds, OptionalDouble processorSeconds) {}

  public static void record(
      String fault, int rounds, KafkaTail.Verdict verdict, Recovery recovery) {
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %d | %,d | %,d | %,d | %,d | %,d | %.1f | %s |%n",
            fault,
            rounds,
            verdict.sent(),
            verdict.acked(),
            verdict.inKafka(),
            verdict.lost().size(),
            verdict.duplicated(),
            recovery.seconds(),
            recovery.processorSeconds().isEmpty()
                ? ""
                : "%.1f".formatted(recovery.processorSeconds().getAsDouble()));
    try {
      Files.createDirectories(ROWS);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    // the tests run in more than one process
    try (FileChannel guard = FileChannel.open(ROWS.resolve("guard"), CREATE, WRITE);
        FileLock held = guard.lock()) {
      Files.writeString(ROWS.resolve(fault.replaceAll("[^A-Za-z0-9]+", "-") + ".row"), row);
      StringBuilder report = new StringBuilder(HEADER);
      for (Path file : rows()) {
        report.append(Files.readString(file));
      }
      Files.writeString(REPORT, report);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Path> rows() throws IOException {
    try (Stream<Path> files = Files.list(ROWS)) {
      return files.filter(file -> file.toString().endsWith(".row")).sorted().toList();
    }
  }
}

package hk.innopark.jobs.compute;

import hk.innopark.events.RawMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A steelworks' real 15-minute energies (see {@code steel/README.md} in the resources) as the
 * readings of registers that are small, so that they roll over many times; arriving as factories'
 * messages do.
 */
final class SteelFeed {
  /** One interval of the data. */
  record Interval(LocalDateTime start, BigDecimal kwh, BigDecimal kvarh) {}

  static final int MODULUS = 1000;

  /** Readings of standing registers after the last interval, so that all its periods settle. */
  private static final int READINGS_AFTER = 4 * 24 * 4;

  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final long MINUTE = 60_000L;
  private static final long QUARTER = 15 * MINUTE;
  private static final long BACKLOG = 6 * 60 * MINUTE;
  private static final String TOPIC = "innopark/tai-po/steelworks/mill/main-meter";

  private final List<RawMessage> inOrder = new ArrayList<>();

  private SteelFeed() {}

  static List<Interval> intervals() throws IOException {
    List<Interval> intervals = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SteelFeed.class.getResourceAsStream("/steel/steel-2018-q1.csv"),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split(",", -1);
        intervals.add(
            new Interval(
                LocalDateTime.parse(columns[0]),
                new BigDecimal(columns[1]),
                new BigDecimal(columns[2])));
      }
    }
    return intervals;
  }

  /** A reading at each interval's end, received two seconds later. */
  static SteelFeed of(List<Interval> intervals) {
    SteelFeed feed = new SteelFeed();
    BigDecimal modulus = BigDecimal.valueOf(MODULUS);
    BigDecimal kwh = new BigDecimal("987.65");
    BigDecimal kvarh = new BigDecimal("4.32");
    long at = intervals.get(0).start().atZone(ZONE).toInstant().toEpochMilli();
    feed.read(at, kwh, kvarh);
    for (Interval interval : intervals) {
      kwh = kwh.add(interval.kwh()).remainder(modulus);
      kvarh = kvarh.add(interval.kvarh()).remainder(modulus);
      at += QUARTER;
      feed.read(at, kwh, kvarh);
    }
    for (int more = 0; more < READINGS_AFTER; more++) {
      at += QUARTER;
      feed.read(at, kwh, kvarh);
    }
    return feed;
  }

  List<RawMessage> inOrder() {
    return inOrder;
  }

  /** Every third message once more: at once, or up to a day later. */
  List<RawMessage> withDuplicates() {
    return duplicated(inOrder);
  }

  /** Each up to 40 minutes late, so that neighbours change places. */
  List<RawMessage> inDisorder() {
    Random random = new Random(7);
    return sorted(
        inOrder.stream()
            .map(message -> later(message, (long) (random.nextDouble() * 40 * MINUTE)))
            .toList());
  }

  /** Of every other day six hours are stored, and forwarded in order before anything newer. */
  List<RawMessage> withBacklogs() {
    return stored(0);
  }

  /** The same, but live readings come first and the backlog follows 50 minutes behind. */
  List<RawMessage> withLiveBeforeBacklogs() {
    return stored(50 * MINUTE);
  }

  /** Live before backlog, each a little late, every third twice. */
  List<RawMessage> withEverything() {
    Random random = new Random(11);
    return duplicated(
        sorted(
            withLiveBeforeBacklogs().stream()
                .map(message -> later(message, (long) (random.nextDouble() * 20 * MINUTE)))
                .toList()));
  }

  private List<RawMessage> stored(long behindMillis) {
    long first = inOrder.get(0).receivedAtMillis();
    List<RawMessage> messages = new ArrayList<>();
    for (RawMessage message : inOrder) {
      long into = (message.receivedAtMillis() - first) % (2 * 24 * 60 * MINUTE);
      // six hours at a time of day that wanders, so that midnights are met as well
      long day = (message.receivedAtMillis() - first) / (2 * 24 * 60 * MINUTE);
      long from = (day * 3 % 40) * 60 * MINUTE;
      boolean isStored = into > from && into <= from + BACKLOG;
      messages.add(
          isStored ? later(message, from + BACKLOG - into + behindMillis + into / 1000) : message);
    }
    return sorted(messages);
  }

  private static List<RawMessage> duplicated(List<RawMessage> messages) {
    Random random = new Random(5);
    List<RawMessage> twice = new ArrayList<>(messages);
    for (int index = 0; index < messages.size() - 100; index += 3) {
      long delay = index % 2 == 0 ? 1 : (long) (random.nextDouble() * 24 * 60 * MINUTE);
      twice.add(later(messages.get(index), delay));
    }
    return sorted(twice);
  }

  private static RawMessage later(RawMessage message, long millis) {
    return new RawMessage(message.receivedAtMillis() + millis, message.topic(), message.payload());
  }

  private static List<RawMessage> sorted(List<RawMessage> messages) {
    List<RawMessage> sorted = new ArrayList<>(messages);
    sorted.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    return sorted;
  }

  private void read(long atMillis, BigDecimal kwh, BigDecimal kvarh) {
    String payload =
        """
        {"ts": %d, "boot": "b1", "seq": %d, "signals": \
        {"active_energy_kwh": %s, "reactive_energy_kvarh": %s}}"""
            .formatted(atMillis, inOrder.size(), kwh.toPlainString(), kvarh.toPlainString());
    inOrder.add(new RawMessage(atMillis + 2000, TOPIC, payload.getBytes(StandardCharsets.UTF_8)));
  }
}

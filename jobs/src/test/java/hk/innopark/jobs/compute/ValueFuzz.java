package hk.innopark.jobs.compute;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Messages that are well-formed and whose values are anything: every signal with extremes, jumps,
 * sentinels and words in place of numbers; stamps, boots and sequences that no device would send;
 * from machines whose registry is as odd.
 */
final class ValueFuzz {
  private static final int MACHINES = 24;
  private static final long START = 1_764_547_200_000L;
  private static final long HOUR = 3_600_000L;

  private static final List<String> EXTREMES =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "0.000000001",
          "1e-300",
          "65535",
          "32767",
          "-32768",
          "2147483647",
          "4294967295",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "18446744073709551615",
          "9e15",
          "9e9",
          "8999999999.999999999",
          "9.0000000001e9",
          "1e308",
          "1e400",
          "-1e308",
          "NaN",
          "-Infinity",
          "\"NaN\"",
          "\"12\"",
          "\"\"",
          "null",
          "true",
          "[]",
          "{}",
          "3.4028235e38",
          "1".repeat(400));

  private static final List<String> WORDS =
      List.of(
          "\"RUNNING\"",
          "\"IDLE\"",
          "\"DOWN\"",
          "\"SETUP\"",
          "\"OFF\"",
          "\"PLANNED_DOWN\"",
          "\"running\"",
          "\"BROKEN\"",
          "\"\"",
          "null",
          "7",
          "true");

  private static final List<String> TEXTS =
      List.of(
          "\"No material\"",
          "\"jam\"",
          "\"planned_maintenance\"",
          "\"\"",
          "null",
          "12",
          "{}",
          "\"\\u0000\"",
          "\"面條 A/B\"",
          "\"" + "x".repeat(300) + "\"");

  private final Random random;
  private final Device[] devices = new Device[MACHINES];
  private long now = START;

  ValueFuzz(long seed) {
    this.random = new Random(seed);
    for (int index = 0; index < MACHINES; index++) {
      devices[index] = new Device(index);
    }
  }

  /** Tenants, lines and machines, with multipliers, moduli, cycles and powers from end to end. */
  String registry() {
    StringBuilder yaml = new StringBuilder("tenants:\n");
    for (int index = 0; index < MACHINES; index++) {
      if (index % 8 == 0) {
        yaml.append("- {id: t%d, estate: tai-po, lines: [\n".formatted(index / 8));
      }
      if (index % 4 == 0) {
        yaml.append("    {id: l%d, calendar: always, machines: [\n".formatted(index / 4 % 2));
      }
      yaml.append(devices[index].registered()).append(",\n");
      if (index % 4 == 3) {
        yaml.append("    ]},\n");
      }
      if (index % 8 == 7) {
        yaml.append("  ]}\n");
      }
    }
    return yaml
        + """
        calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts:
          - {id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: '00:00', end: '24:00'}
        """;
  }

  /** Writes so many messages; they arrive in order, with silences of hours and once of days. */
  void write(Path feed, int messages) throws IOException {
    write(feed, messages, 1_000, 5 * 24 * HOUR);
  }

  /**
   * The same.
   *
   * @param stepMillis at most, from one message to the next
   * @param silenceMillis of all, in the middle
   */
  void write(Path feed, int messages, int stepMillis, long silenceMillis) throws IOException {
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (int count = 0; count < messages; count++) {
        now += random.nextInt(stepMillis);
        if (random.nextInt(5_000) == 0) {
          now += random.nextInt(12) * HOUR;
        }
        if (count == messages / 2) {
          now += silenceMillis;
        }
        Device device = devices[random.nextInt(MACHINES)];
        writer.write(
            new RawMessage(now, device.topic(), device.payload().getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean seldom(int onceIn) {
    return random.nextInt(onceIn) == 0;
  }

  private final class Device {
    private final int index;
    private final double[] counters = new double[Signal.values().length];
    private long sequence = random.nextInt(1_000);
    private String boot = "\"b0\"";
    private int boots;

    Device(int index) {
      this.index = index;
    }

    String topic() {
      return "innopark/tai-po/t%d/l%d/m%d".formatted(index / 8, index / 4 % 2, index);
    }

    String registered() {
      StringJoiner members = new StringJoiner(", ", "      {", "}");
      members.add("id: m" + index);
      members.add("sample_period: " + one(List.of("PT1S", "PT10S", "PT1M")));
      members.add("stale_after: " + one(List.of("PT3M", "PT10M", "PT3H")));
      if (random.nextBoolean()) {
        members.add("rated_kw: " + one(List.of("0.001", "3.5", "120", "99999")));
      }
      if (random.nextBoolean()) {
        members.add(
            "ideal_cycle: {default: %s}".formatted(one(List.of("PT0.001S", "PT2.5S", "PT24H"))));
      }
      StringJoiner meters = new StringJoiner(", ", "meters: [", "]");
      for (Signal signal : Signal.values()) {
        if (signal.isCounter() && random.nextInt(3) > 0) {
          meters.add(meter(signal));
        }
      }
      return members.add(meters.toString()).toString();
    }

    private String meter(Signal signal) {
      StringJoiner members = new StringJoiner(", ", "{", "}");
      members.add("signal: " + signal.wireName());
      switch (signal) {
        case PV_ENERGY_KWH -> members.add("source: pv");
        case EXPORT_ENERGY_KWH -> members.add("source: export");
        case ACTIVE_ENERGY_KWH -> members.add("source: grid, utility: clp");
        default -> members.add("source: other");
      }
      if (signal.kind() == Signal.Kind.METER && random.nextBoolean()) {
        members.add("multiplier: " + one(List.of("0.000001", "0.1", "40", "4000", "1000000")));
      }
      if (random.nextInt(3) == 0) {
        members.add("modulus: " + one(List.of("100", "65536", "1000000", "4294967296")));
      }
      if (seldom(4)) {
        members.add("counter: " + one(List.of("resets", "resets_daily", "resets_by_shift")));
      }
      if (seldom(4)) {
        members.add("max_per_h: " + one(List.of("0.001", "500", "900000000")));
      }
      return members.toString();
    }

    String payload() {
      StringJoiner envelope = new StringJoiner(", ", "{", "}");
      envelope.add("\"ts\": " + stamp());
      nextSequence();
      if (!seldom(200)) {
        envelope.add("\"boot\": " + boot);
      }
      envelope.add("\"seq\": " + (seldom(150) ? one(EXTREMES) : Long.toString(sequence)));
      for (String text : List.of("reason", "product", "order")) {
        if (seldom(20)) {
          envelope.add("\"" + text + "\": " + one(TEXTS));
        }
      }
      StringJoiner signals = new StringJoiner(", ", "{", "}");
      for (Signal signal : Signal.values()) {
        if (random.nextInt(3) > 0) {
          signals.add("\"" + signal.wireName() + "\": " + value(signal));
        }
      }
      return envelope.add("\"signals\": " + signals).toString();
    }

    private String stamp() {
      if (seldom(100)) {
        return one(EXTREMES);
      }
      if (seldom(100)) {
        // in seconds, microseconds and nanoseconds
        return one(List.of(now / 1_000, now * 1_000, now * 1_000_000)).toString();
      }
      long behind = random.nextInt(2_000);
      if (seldom(20)) {
        behind = seldom(30) ? random.nextLong(60 * HOUR) : random.nextInt(600_000);
      }
      return Long.toString(seldom(100) ? now + random.nextInt(600_000) : now - behind);
    }

    private void nextSequence() {
      switch (random.nextInt(60)) {
        case 0 -> sequence = random.nextInt(1_000);
        case 1 -> sequence += random.nextInt(100_000);
        case 2 -> sequence = now * 1_000_000;
        case 3 -> sequence = Long.MAX_VALUE;
        case 4, 5 -> {
          boot = "\"b" + ++boots + "\"";
          sequence = seldom(2) ? 0 : now * 1_000_000;
        }
        case 6 -> boot = one(List.of("\"b0\"", "\"\"", "null", "5", "\"" + "b".repeat(200) + "\""));
        case 7 -> sequence += 0;
        default -> sequence++;
      }
    }

    private String value(Signal signal) {
      if (signal == Signal.STATE) {
        return seldom(20) ? one(WORDS) : WORDS.get(random.nextInt(6));
      }
      if (seldom(40)) {
        return one(EXTREMES);
      }
      int at = signal.ordinal();
      if (!signal.isCounter()) {
        return Double.toString(random.nextDouble() * 50);
      }
      switch (random.nextInt(200)) {
        case 0 -> counters[at] = 0;
        case 1 -> counters[at] = random.nextDouble() * signal.maximum();
        case 2 -> counters[at] = signal.maximum() - 1;
        case 3 -> counters[at] = Math.max(0, counters[at] - random.nextInt(5));
        default -> counters[at] = Math.min(signal.maximum(), counters[at] + random.nextInt(4));
      }
      return signal.kind() == Signal.Kind.ITEMS
          ? Long.toString((long) counters[at])
          : Double.toString(counters[at]);
    }
  }

  /** How many machines speak. */
  static List<String> machines() {
    List<String> ids = new ArrayList<>();
    for (int index = 0; index < MACHINES; index++) {
      ids.add("m" + index);
    }
    return ids;
  }
}

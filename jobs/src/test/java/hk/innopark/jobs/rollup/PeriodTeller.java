package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.HongKong;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.reference.Versions;
import hk.innopark.registry.RegistryYaml;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Tells a place's book a history that is written in lines; see {@code histories.txt}. */
final class PeriodTeller implements AutoCloseable {
  /** What happens to the book between lines, of which nobody may notice anything. */
  enum Between {
    NOTHING,
    /** Hours are put away after each line. */
    STORE,
    /** The book is written to bytes and read again after each line. */
    RESTART,
    /** The same after every second line. */
    SECOND_RESTART
  }

  private final List<String> lines;
  private final List<String> said = new ArrayList<>();
  private final MemoryBlocks blocks = new MemoryBlocks();
  private final Entity entity;
  private final RollupConfig config;
  private final ReferenceHistory reference;
  private final long untilMillis;
  private PeriodBook book;
  private String day = "2026-03-03";
  private long nowMillis;
  private int overflows;

  PeriodTeller(List<String> lines) throws Exception {
    this.lines = lines;
    Level level = Level.valueOf(option("level", "MACHINE"));
    this.entity =
        new Entity(Level.MACHINE, "tai-po", "golden-noodle", "line-1", "oven-1", Reading.REAL)
            .at(level);
    Set<Grain> grains = EnumSet.noneOf(Grain.class);
    Arrays.stream(option("grains", "MINUTE HALF_HOUR HOUR SHIFT DAY MONTH").split(" ", -1))
        .map(Grain::valueOf)
        .forEach(grains::add);
    RollupConfig chosen = RollupConfig.DEFAULT.withGrains(grains);
    this.config = option("keeps-minutes", null) == null ? chosen : chosen.keepingMinutes();
    String end = option("ends", null);
    this.untilMillis = end == null ? Long.MAX_VALUE : HongKong.millis(end);
    String yaml = RegistryYaml.sampleText();
    String demand = option("demand", null);
    if (demand != null) {
      yaml =
          yaml.replace(
              "{window: PT30M, sliding: false, per_kva_month: 68, minimum_kva: 100}", demand);
    }
    String line = option("baseline-of", null);
    if (line != null) {
      yaml =
          yaml.replace(
              "tenant: golden-noodle, valid_from",
              "tenant: golden-noodle, line: %s, valid_from".formatted(line));
    }
    this.reference = registry(yaml, option("version", null)).open();
    open();
  }

  /** The registry, and a version that changes it: {@code DATE-TIME OLD -> NEW}. */
  private static ReferenceData.Source registry(String yaml, String version) {
    if (version == null) {
      return ReferenceData.Source.of(RegistryYaml.parse(yaml, "a history"));
    }
    String[] parts = version.split(" ", 2);
    String[] change = parts[1].split(" -> ", -1);
    if (!yaml.contains(change[0])) {
      throw new IllegalArgumentException("the registry has no " + change[0]);
    }
    return Versions.of(yaml, HongKong.millis(parts[0]), yaml.replace(change[0], change[1]));
  }

  private String option(String name, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  private void open() {
    book = new PeriodBook(entity, config, reference, untilMillis, blocks);
  }

  List<String> tell(Between between) throws Exception {
    for (int index = 0; index < lines.size(); index++) {
      tell(lines.get(index));
      if (between == Between.STORE) {
        book.store(nowMillis);
      }
      if (between == Between.RESTART || (between == Between.SECOND_RESTART && index % 2 == 1)) {
        restart();
      }
    }
    overflows += book.takeOverflows();
    if (overflows > 0) {
      said.add("beyond 64 bits: " + overflows);
    }
    said.add(
        "next at %s, hours stored: %d%s"
            .formatted(
                book.nextDueMillis() == Long.MAX_VALUE ? "never" : local(book.nextDueMillis()),
                stored(),
                book.isEmpty() ? ", nothing left" : ""));
    return said;
  }

  private int stored() throws Exception {
    book.store(nowMillis);
    return blocks.size();
  }

  private void restart() throws Exception {
    overflows += book.takeOverflows();
    book.store(nowMillis);
    DataOutputSerializer out = new DataOutputSerializer(1024);
    book.write(out);
    open();
    book.read(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private void tell(String line) {
    String[] words = line.split(" +", -1);
    switch (words[0]) {
      case "day" -> day = words[1];
      case "until" -> {
        nowMillis = millis(words[1]);
        book.advanceTo(nowMillis, this::heard);
      }
      default -> {
        if (!words[0].endsWith(":")) {
          add(words);
        }
      }
    }
  }

  private void add(String[] words) {
    Elements delta = new Elements();
    long minute = millis(words[0]);
    long slot = minute;
    for (int index = 1; index < words.length; index++) {
      if (words[index].startsWith("@")) {
        slot = millis(words[index].substring(1));
        continue;
      }
      String[] pair = words[index].split("=", -1);
      delta.add(element(pair[0]), amount(pair));
    }
    nowMillis = Math.max(nowMillis, slot);
    book.add(minute, slot, nowMillis, delta);
  }

  private static Element element(String word) {
    return switch (word) {
      case "kwh" -> Element.GRID_NANO_KWH;
      case "kvarh" -> Element.REACTIVE_NANO_KVARH;
      case "good" -> Element.GOOD_ITEMS;
      default -> Element.valueOf(word);
    };
  }

  private static long amount(String[] pair) {
    return pair[0].startsWith("k")
        ? Math.round(Double.parseDouble(pair[1]) * 1e9)
        : Long.parseLong(pair[1]);
  }

  private long millis(String time) {
    return HongKong.millis(time.contains("T") ? time : day + "T" + time);
  }

  private static String local(long millis) {
    LocalDateTime local = Instant.ofEpochMilli(millis).atZone(ReferenceData.ZONE).toLocalDateTime();
    return local.toString();
  }

  private void heard(PeriodTotal total, long knownAtMillis) {
    StringJoiner sums = new StringJoiner(" ");
    Elements elements = Elements.unpack(total.elements());
    for (Element element : Element.values()) {
      if (elements.get(element) != 0) {
        sums.add(element + "=" + elements.get(element));
      }
    }
    StringBuilder line = new StringBuilder();
    line.append(
        "%s %s%s of %s, revision %d %s%s, said %d %d: %s"
            .formatted(
                local(knownAtMillis),
                total.grain(),
                total.shift() == null ? "" : " " + total.shift(),
                local(total.startMillis()),
                total.revision(),
                total.stage(),
                total.isReclassification() ? " (reasons)" : "",
                total.before().subjects(),
                total.before().closed(),
                sums));
    if (!Double.isNaN(total.peakDemandKva())) {
      line.append(String.format(Locale.ROOT, ", peak %.3f kVA", total.peakDemandKva()));
    }
    if (!total.bill().equals(MonthBill.NONE)) {
      line.append(
          String.format(
              Locale.ROOT,
              ", bill %.3f kVA %.2f HKD %.2f HKD of blocks",
              total.bill().demandBilledKva(),
              total.bill().demandHkd(),
              total.bill().blocksHkd()));
    }
    if (!total.cumulative().equals(Cumulative.NONE)) {
      line.append(
          ", since %s %d nano kWh %d items"
              .formatted(
                  local(total.cumulative().sinceMillis()),
                  total.cumulative().activeNanoKwh(),
                  total.cumulative().items()));
    }
    if (total.asOfMillis() != knownAtMillis) {
      line.append(", as of ").append(local(total.asOfMillis()));
    }
    said.add(line.toString());
  }

  @Override
  public void close() throws Exception {
    reference.close();
  }
}

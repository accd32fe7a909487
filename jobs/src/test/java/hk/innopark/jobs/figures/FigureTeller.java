package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.HongKong;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.Cumulative;
import hk.innopark.jobs.rollup.MonthBill;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;

/** Works out the figures of periods that are written in lines; see {@code periods.txt}. */
final class FigureTeller implements AutoCloseable {
  private final Map<String, String> options = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final OneInputStreamOperatorTestHarness<PeriodTotal, FigureRow> harness;
  private int heard;
  private int noted;

  FigureTeller() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new FigureFunction(ReferenceData.Source.of(RegistryYaml.sample())));
  }

  List<String> tell(List<String> lines) throws Exception {
    for (String line : lines) {
      String[] words = line.split(" +", -1);
      if (words[0].endsWith(":")) {
        options.put(words[0].substring(0, words[0].length() - 1), line.split(": *", 2)[1]);
      } else if (words[0].equals("month")) {
        month();
      } else if (words[0].equals("year")) {
        year(words[1]);
      } else {
        period(words);
      }
    }
    return said;
  }

  private String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  private Entity entity() {
    Level level = Level.valueOf(option("level", "LINE"));
    return new Entity(
            Level.MACHINE,
            "tai-po",
            option("tenant", "golden-noodle"),
            option("line", "line-1"),
            option("machine", "oven-1"),
            Reading.REAL)
        .at(level);
  }

  /** {@code GRAIN START STAGE ELEMENT=N ...} */
  private void period(String[] words) throws Exception {
    Elements elements = new Elements();
    for (int index = 3; index < words.length; index++) {
      String[] pair = words[index].split("=", -1);
      elements.add(Element.valueOf(pair[0]), amount(pair));
    }
    Grain grain = Grain.valueOf(words[0]);
    long start = HongKong.millis(words[1]);
    long end = HongKong.millis(end(grain, LocalDateTime.parse(words[1])).toString());
    String[] bill = option("bill", "NaN NaN 0").split(" ", -1);
    String[] since = option("since", "").split(" ", -1);
    String[] before = option("before", "0 0").split(" ", -1);
    PeriodTotal total =
        new PeriodTotal(
            entity(),
            grain,
            grain == Grain.SHIFT ? "early" : null,
            start,
            end,
            options.containsKey("as-of") ? HongKong.millis(options.get("as-of")) : end,
            Integer.parseInt(option("revision", "1")),
            Stage.valueOf(words[2]),
            elements.pack(),
            Double.parseDouble(option("peak", "NaN")),
            new MonthBill(
                Double.parseDouble(bill[0]),
                Double.parseDouble(bill[1]),
                Double.parseDouble(bill[2])),
            since.length < 3
                ? Cumulative.NONE
                : new Cumulative(
                    HongKong.millis(since[0]), nano(since[1]), Long.parseLong(since[2])),
            options.containsKey("reasons"),
            new PeriodTotal.Said(Integer.parseInt(before[0]), Integer.parseInt(before[1])));
    harness.processElement(total, end);
    List<FigureRow> rows = harness.extractOutputValues();
    for (; heard < rows.size(); heard++) {
      say(rows.get(heard));
    }
    var queue = harness.getSideOutput(FigureFunction.LEDGER);
    List<StreamRecord<LedgerEntry>> entries = queue == null ? List.of() : List.copyOf(queue);
    for (; noted < entries.size(); noted++) {
      LedgerEntry entry = entries.get(noted).getValue();
      ledger.add(entry);
      say("ledger", entry);
    }
  }

  private static LocalDateTime end(Grain grain, LocalDateTime start) {
    return switch (grain) {
      case MINUTE -> start.plusMinutes(1);
      case HALF_HOUR -> start.plusMinutes(30);
      case HOUR -> start.plusHours(1);
      case SHIFT -> start.plusHours(8);
      case DAY -> start.plusDays(1);
      case MONTH -> start.plusMonths(1);
    };
  }

  private static long amount(String[] pair) {
    return pair[0].contains("NANO") ? nano(pair[1]) : Long.parseLong(pair[1]);
  }

  private static long nano(String units) {
    return Math.round(Double.parseDouble(units) * 1e9);
  }

  private void month() {
    MonthOfDays.of(
            entity(),
            HongKong.millis("2026-03-01T00:00"),
            HongKong.millis("2026-04-01T00:00"),
            ledger,
            RegistryYaml.sample())
        .forEach(
            row -> {
              row.figures().ifPresent(this::say);
              say("month", row.entry());
            });
  }

  private void year(String year) {
    YearOfMonths.of(
            entity().tenant(),
            Reading.REAL,
            Year.parse(year),
            ledger,
            RegistryYaml.parse(
                RegistryYaml.sampleText().replace("judged_over: day", "judged_over: year"),
                "a year"))
        .forEach(entry -> say("year", entry));
  }

  private void say(FigureRow row) {
    StringJoiner fields = new StringJoiner(" ");
    for (int index = 0; index < row.values().length; index++) {
      double value = row.values()[index];
      if (!Double.isNaN(value)) {
        fields.add(row.measurement().fields().get(index) + "=" + number(value));
      }
    }
    said.add(
        "%s%s %s, revision %d %s: %s"
            .formatted(
                row.grain(),
                row.shift() == null ? "" : " " + row.shift(),
                row.measurement(),
                row.revision(),
                row.status(),
                fields));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.9g", value);
  }

  private void say(String what, LedgerEntry entry) {
    said.add(
        "%s %s %s of %s, revision %d, coverage %s, registry %s, factors %s, %d messages %s, %s: %s %s"
            .formatted(
                what,
                entry.measurement(),
                entry.grain(),
                entry.line() == null ? entry.tenant() : entry.line(),
                entry.revision(),
                entry.coverage(),
                entry.registryVersion().isEmpty() ? "-" : "named",
                entry.factorIds().isEmpty() ? "-" : entry.factorIds(),
                entry.rawMessages(),
                entry.rawDigest(),
                entry.reason(),
                entry.elements(),
                entry.isCommitment() ? entry.figures() : ""));
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}

package hk.innopark.jobs.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A month said anew as the sum of its days, which it is. */
public final class MonthOfDays {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PEAK = "peak_demand_kva";
  private static final List<Element> DIGEST =
      List.of(Element.DIGEST_0, Element.DIGEST_1, Element.DIGEST_2, Element.DIGEST_3);

  private MonthOfDays() {}

  /** What was said, as an entry of the ledger and, unless it is a verdict, as a figure row. */
  public record Row(LedgerEntry entry, Optional<FigureRow> figures) {}

  /**
   * Sums up.
   *
   * @param entity whose days these are
   * @param everyDay the newest entries of the month's days, of every measurement
   * @param registry by which the month's declarations and commitments are read
   */
  public static List<Row> of(
      Entity entity,
      long startMillis,
      long endMillis,
      List<LedgerEntry> everyDay,
      Registry registry) {
    List<LedgerEntry> days = everyDay.stream().filter(day -> !day.isCommitment()).toList();
    Map<Long, LedgerEntry> one = new TreeMap<>();
    double peak = Double.NaN;
    for (LedgerEntry day : days) {
      // a day's elements are the same in all of its measurements
      one.put(day.periodStartMillis(), day);
      String kva = members(day.figures()).get(PEAK);
      if (kva != null) {
        double value = Double.parseDouble(kva);
        peak = Double.isNaN(peak) ? value : Math.max(peak, value);
      }
    }
    Elements sum = new Elements();
    one.values().forEach(day -> sum.add(elements(day)));
    PeriodTotal total =
        new PeriodTotal(
            entity,
            Grain.MONTH,
            null,
            startMillis,
            endMillis,
            endMillis,
            1,
            PeriodTotal.Stage.CLOSED,
            sum.pack(),
            peak);
    String versions = union(days, LedgerEntry::registryVersion);
    String factorIds = union(days, LedgerEntry::factorIds);
    Inventory inventory = Inventory.ofDays(total, factorIds, registry);
    List<FigureRow> figures = FigureCalculator.rows(total, sum, Expectation.NONE, inventory);
    List<Row> rows = new ArrayList<>();
    for (FigureRow row : figures) {
      rows.add(
          new Row(
              LedgerEntries.of(total, row, versions, inventory.factorIds(factorIds)),
              Optional.of(row)));
    }
    List<LedgerEntry> said = rows.stream().map(Row::entry).toList();
    for (LedgerEntry verdict : CommitmentEntries.of(registry, total, figures, said)) {
      rows.add(new Row(verdict, Optional.empty()));
    }
    return rows;
  }

  private static Elements elements(LedgerEntry day) {
    Elements elements = new Elements();
    members(day.elements())
        .forEach(
            (name, value) ->
                elements.add(
                    Element.valueOf(name.toUpperCase(Locale.ROOT)), Long.parseLong(value)));
    ByteBuffer lanes = ByteBuffer.wrap(HexFormat.of().parseHex(day.rawDigest()));
    DIGEST.forEach(lane -> elements.add(lane, lanes.getLong()));
    return elements;
  }

  /** Names and texts of what is not null. */
  private static Map<String, String> members(String object) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          members.put(name, parser.getText());
        }
      }
    } catch (IOException noObject) {
      throw new UncheckedIOException("a ledger row holds no JSON", noObject);
    }
    return members;
  }

  private static String union(List<LedgerEntry> days, Function<LedgerEntry, String> list) {
    Set<String> all = new TreeSet<>();
    days.forEach(day -> all.addAll(Arrays.asList(list.apply(day).split(","))));
    all.remove("");
    return String.join(",", all);
  }
}

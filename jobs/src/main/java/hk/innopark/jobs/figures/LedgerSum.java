package hk.innopark.jobs.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.registry.ledger.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the ledger's entries of a period's parts come to, such as those of a month's days.
 *
 * @param parts how many parts there are
 * @param peakDemandKva the greatest of the parts; NaN where none has one
 * @param registryVersions and {@code factorIds}: of all parts, sorted, with commas
 */
record LedgerSum(
    int parts, Elements elements, double peakDemandKva, String registryVersions, String factorIds) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PEAK = "peak_demand_kva";
  private static final List<Element> DIGEST =
      List.of(Element.DIGEST_0, Element.DIGEST_1, Element.DIGEST_2, Element.DIGEST_3);

  /**
   * Sums up.
   *
   * @param entries the newest of each part, of every measurement
   */
  static LedgerSum of(Collection<LedgerEntry> entries) {
    Map<Long, LedgerEntry> one = new TreeMap<>();
    double peak = Double.NaN;
    for (LedgerEntry entry : entries) {
      // a part's elements are the same in all of its measurements
      one.put(entry.periodStartMillis(), entry);
      String kva = members(entry.figures()).get(PEAK);
      if (kva != null) {
        double value = Double.parseDouble(kva);
        peak = Double.isNaN(peak) ? value : Math.max(peak, value);
      }
    }
    Elements sum = new Elements();
    one.values().forEach(entry -> sum.add(elements(entry)));
    return new LedgerSum(
        one.size(),
        sum,
        peak,
        union(entries, LedgerEntry::registryVersion),
        union(entries, LedgerEntry::factorIds));
  }

  private static Elements elements(LedgerEntry entry) {
    Elements elements = new Elements();
    members(entry.elements())
        .forEach(
            (name, value) ->
                elements.add(
                    Element.valueOf(name.toUpperCase(Locale.ROOT)), Long.parseLong(value)));
    ByteBuffer lanes = ByteBuffer.wrap(HexFormat.of().parseHex(entry.rawDigest()));
    DIGEST.forEach(lane -> elements.add(lane, lanes.getLong()));
    return elements;
  }

  /** Names and texts of what is not null. */
  static Map<String, String> members(String object) {
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

  private static String union(Collection<LedgerEntry> entries, Function<LedgerEntry, String> list) {
    Set<String> all = new TreeSet<>();
    entries.forEach(entry -> all.addAll(Arrays.asList(list.apply(entry).split(","))));
    all.remove("");
    return String.join(",", all);
  }
}

package hk.innopark.jobs.figures;

import hk.innopark.events.MessageDigestSum;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import java.util.Map;
import java.util.TreeMap;

/** Writes a closed period down for the ledger: elements, figures and what they rest on. */
final class LedgerEntries {
  private final ReferenceHistory reference;

  LedgerEntries(ReferenceHistory reference) {
    this.reference = reference;
  }

  LedgerEntry of(PeriodTotal total, FigureRow row, Inventory inventory) {
    return of(
        total,
        row,
        reference.versions(row.startMillis(), row.endMillis()),
        inventory.factorIds(
            reference.factorIds(
                total.entity(),
                Carriers.used(Elements.unpack(total.elements())),
                row.startMillis(),
                row.endMillis())));
  }

  static LedgerEntry of(PeriodTotal total, FigureRow row, String versions, String factorIds) {
    Elements elements = Elements.unpack(total.elements());
    double coverage = DataQualityFigures.coverage(elements);
    return new LedgerEntry(
        row.tenant(),
        row.origin(),
        row.line(),
        row.measurement().wireName(),
        row.grain().wireName(),
        row.startMillis(),
        row.endMillis(),
        row.revision(),
        elementsJson(elements),
        figuresJson(row),
        Double.isNaN(coverage) ? null : coverage,
        CodeVersion.CURRENT,
        versions,
        factorIds,
        elements.get(Element.MESSAGES),
        digest(elements).toHex(),
        reason(total));
  }

  private static String reason(PeriodTotal total) {
    if (total.revision() == 1) {
      return "period closed";
    }
    return total.isReclassification() ? "reclassified" : "late data";
  }

  private static MessageDigestSum digest(Elements elements) {
    return new MessageDigestSum(
        elements.get(Element.DIGEST_0),
        elements.get(Element.DIGEST_1),
        elements.get(Element.DIGEST_2),
        elements.get(Element.DIGEST_3));
  }

  /** Names sorted, whole numbers, no spaces: the same elements always give the same bytes. */
  private static String elementsJson(Elements elements) {
    Map<String, Long> sorted = new TreeMap<>();
    for (Element element : Element.values()) {
      if (!element.isDigest() && elements.get(element) != 0) {
        sorted.put(element.wireName(), elements.get(element));
      }
    }
    StringBuilder json = new StringBuilder(512).append('{');
    sorted.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return json.append('}').toString();
  }

  /** Fields in the contract's order; a field without a value is null. */
  private static String figuresJson(FigureRow row) {
    StringBuilder json = new StringBuilder(1024).append('{');
    for (int index = 0; index < row.values().length; index++) {
      double value = row.values()[index];
      json.append(index > 0 ? "," : "")
          .append('"')
          .append(row.measurement().fields().get(index))
          .append("\":")
          .append(Double.isNaN(value) ? "null" : Double.toString(value));
    }
    return json.append('}').toString();
  }
}

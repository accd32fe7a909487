package hk.innopark.jobs.figures;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.FigureFields;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;

/** Throughput and time by ISO 22400-2. Ratios over planned busy time use its known part. */
final class ThroughputFigures {
  private static final double SECONDS_AN_HOUR = 3600;
  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final String[] DELAYS = FigureFields.DELAYS.toArray(String[]::new);

  private ThroughputFigures() {}

  static long producedItems(Elements elements) {
    return elements.get(Element.GOOD_ITEMS) + elements.get(Element.SCRAP_ITEMS);
  }

  static double[] of(Elements elements) {
    long delayMillis = 0;
    for (int index = Element.DELAY_BREAKDOWN_MS.ordinal();
        index <= Element.DELAY_OTHER_MS.ordinal();
        index++) {
      delayMillis += elements.get(Element.of(index));
    }
    double production = elements.get(Element.PRODUCTION_MS) / 1e3;
    double setup = elements.get(Element.SETUP_MS) / 1e3;
    double delay = delayMillis / 1e3;
    double unknown = elements.get(Element.UNKNOWN_MS) / 1e3;
    double busy =
        (elements.get(Element.PRODUCTION_MS)
                + elements.get(Element.SETUP_MS)
                + delayMillis
                + elements.get(Element.IDLE_MS)
                + elements.get(Element.UNKNOWN_MS))
            / 1e3;
    double known = busy - unknown;
    double good = elements.get(Element.GOOD_ITEMS);
    double produced = good + elements.get(Element.SCRAP_ITEMS);
    double ideal = elements.get(Element.IDEAL_NS) / 1e9;
    double idealGood = elements.get(Element.IDEAL_GOOD_NS) / 1e9;
    double covered = elements.get(Element.IDEAL_COVERED_NS) / 1e9;
    double goodCovered = elements.get(Element.IDEAL_GOOD_COVERED_NS) / 1e9;
    double failures = elements.get(Element.FAILURES);
    Fields fields = new Fields(Measurement.THROUGHPUT);
    fields
        .set("produced", produced)
        .set("good", good)
        .count("scrap", elements, Element.SCRAP_ITEMS)
        .count("rework", elements, Element.REWORK_ITEMS)
        .set("planned_busy_s", busy)
        .milli("planned_down_s", elements, Element.PLANNED_DOWN_MS)
        .set("production_s", production)
        .set("setup_s", setup)
        .set("delay_s", delay)
        .milli("idle_s", elements, Element.IDLE_MS)
        .set("unknown_s", unknown)
        .milli("outside_plan_s", elements, Element.OUTSIDE_PLAN_MS);
    for (int index = 0; index < DELAYS.length; index++) {
      fields.milli(DELAYS[index], elements, Element.delay(REASONS[index]));
    }
    fields
        .set("ideal_s", ideal)
        .set("ideal_good_s", idealGood)
        .set("failures", failures)
        .ratio("availability", production, known)
        // items made outside the plan or in unknown time are in no ratio over time
        .ratio("effectiveness", covered, production)
        .ratio("quality", good, produced)
        // PRI·GQ / PBT, which is the product of the three and says 0 of a line that stood still
        .ratio("oee", goodCovered, known)
        .ratio("nee", (production + setup) * covered * good, known * production * produced)
        .ratio("utilization", production, production + setup + delay)
        .ratio("technical_efficiency", production, production + delay)
        .ratio("setup_ratio", setup, production + setup)
        .ratio("scrap_ratio", produced - good, produced)
        .ratio("throughput_per_h", produced * SECONDS_AN_HOUR, production + setup + delay)
        .ratio("mtbf_s", production, failures)
        .ratio("mttr_s", elements.get(Element.REPAIR_MS) / 1e3, failures)
        // of the time that machines stood, the part of which nobody has said why
        .ratio(
            "unnamed_share", elements.get(Element.delay(DowntimeReason.UNSPECIFIED)) / 1e3, delay)
        .set("ideal_covered_s", covered)
        .set("ideal_good_covered_s", goodCovered);
    return fields.values();
  }
}

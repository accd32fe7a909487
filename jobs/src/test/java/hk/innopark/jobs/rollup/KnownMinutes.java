package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;

import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.RegistryYaml;
import java.util.TreeMap;

/** What is known of an oven's minutes, and a tariff of its demand. */
final class KnownMinutes implements DemandWindows.Sums {
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");

  private final TreeMap<Long, Elements> minutes = new TreeMap<>();

  void add(String minute, double kwh, double kvarh) {
    Elements elements = minutes.computeIfAbsent(millis(minute), at -> new Elements());
    elements.add(Element.GRID_NANO_KWH, Math.round(kwh * 1e9));
    elements.add(Element.REACTIVE_NANO_KVARH, Math.round(kvarh * 1e9));
  }

  void forget() {
    minutes.clear();
  }

  @Override
  public Elements total(Grain grain, long startMillis) {
    long length = grain == Grain.MINUTE ? 60_000L : DemandWindows.HALF_HOUR_MILLIS;
    Elements sum = new Elements();
    minutes.subMap(startMillis, startMillis + length).values().forEach(sum::add);
    return sum.isZero() ? null : sum;
  }

  /** The sample's tariff: on peak from 09:00 to 21:00, but for Sundays. */
  static Billing billing(String demand) throws Exception {
    String yaml =
        RegistryYaml.sampleText()
            .replace(
                "{window: PT30M, sliding: false, per_kva_month: 68, minimum_kva: 100}", demand);
    try (ReferenceHistory reference =
        ReferenceData.Source.of(RegistryYaml.parse(yaml, "a test")).open()) {
      return reference.at(millis("2026-03-01T00:00")).billing(OVEN);
    }
  }
}

package hk.innopark.jobs.figures;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.MissingFactors;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What emits: the signals whose carriers a period used. */
final class Carriers {
  private static final Map<Signal, Element> ELEMENTS =
      new EnumMap<>(
          Map.of(
              Signal.ACTIVE_ENERGY_KWH, Element.GRID_NANO_KWH,
              Signal.GAS_M3, Element.GAS_NANO_M3,
              Signal.TOWNGAS_MJ, Element.TOWNGAS_NANO_MJ,
              Signal.DIESEL_L, Element.DIESEL_NANO_L,
              Signal.WATER_M3, Element.WATER_NANO_M3));

  private Carriers() {}

  static Set<Signal> used(Elements elements) {
    Set<Signal> used = EnumSet.noneOf(Signal.class);
    ELEMENTS.forEach(
        (signal, element) -> {
          if (elements.get(element) != 0) {
            used.add(signal);
          }
        });
    return used;
  }

  /** The emission factors that the period lacks. */
  static MissingFactors missing(PeriodTotal total, Elements elements, ReferenceHistory reference) {
    return missing(total.entity(), elements, total.startMillis(), total.endMillis(), reference);
  }

  /** The emission factors that are missing for what a place has used between two moments. */
  static MissingFactors missing(
      Entity entity,
      Elements elements,
      long startMillis,
      long endMillis,
      ReferenceHistory reference) {
    Set<Signal> used = used(elements);
    return used.isEmpty()
        ? MissingFactors.NONE
        : reference.missingFactors(
            entity, used, elements.get(Element.INTEGRATED_NANO_KWH) != 0, startMillis, endMillis);
  }
}

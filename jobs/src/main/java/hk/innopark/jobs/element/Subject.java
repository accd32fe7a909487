package hk.innopark.jobs.element;

import java.util.EnumSet;
import java.util.Set;

/** What elements can be about: one for each measurement, in the order of their rows. */
public enum Subject {
  THROUGHPUT(EnumSet.range(Element.PRODUCTION_MS, Element.REWORK_ITEMS)),
  ENERGY(
      EnumSet.of(
          Element.GRID_NANO_KWH,
          Element.EXPORT_NANO_KWH,
          Element.PV_NANO_KWH,
          Element.REACTIVE_NANO_KVARH)),
  SUSTAINABILITY(
      EnumSet.of(
          Element.GRID_NANO_KWH,
          Element.PV_NANO_KWH,
          Element.GAS_NANO_M3,
          Element.TOWNGAS_NANO_MJ,
          Element.DIESEL_NANO_L,
          Element.WATER_NANO_M3,
          Element.COMPRESSED_AIR_NANO_M3,
          Element.SCOPE1_NANO_KG,
          Element.SCOPE2_LOCATION_NANO_KG,
          Element.SCOPE2_MARKET_NANO_KG,
          Element.SCOPE3_NANO_KG)),
  QUALITY_OF_DATA(
      EnumSet.of(
          Element.MESSAGES,
          Element.DUPLICATES,
          Element.LATE,
          Element.DEAD_LETTERS,
          Element.EXPECTED_MICRO_INTERVALS));

  private static final Subject[] VALUES = values();

  @SuppressWarnings("ImmutableEnumChecker") // never written to after the constructor
  private final Element[] elements;

  Subject(Set<Element> elements) {
    this.elements = elements.toArray(Element[]::new);
  }

  /** Whether any of its elements is not zero. */
  public boolean isIn(Elements sum) {
    for (Element element : elements) {
      if (sum.get(element) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is in a mask of {@link #in}. */
  public boolean isIn(int mask) {
    return (mask & 1 << ordinal()) != 0;
  }

  /** All that are in a sum, as a mask. */
  public static int in(Elements sum) {
    int mask = 0;
    for (Subject subject : VALUES) {
      if (subject.isIn(sum)) {
        mask |= 1 << subject.ordinal();
      }
    }
    return mask;
  }
}

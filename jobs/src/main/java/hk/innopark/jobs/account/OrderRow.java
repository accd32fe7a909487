package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Entity;

/**
 * What a machine or a line did for an order on a local day, as far as it is known; a later row of
 * the same takes its place.
 *
 * @param product null where none is named
 * @param day in Hong Kong, {@code 2026-03-02}
 * @param beginMillis stamp of the day's first sample that names the order; {@link Long#MAX_VALUE}
 *     where the day has none
 * @param endMillis stamp of the last; {@link Long#MIN_VALUE} where the day has none
 * @param elements packed
 * @param missingScopes emission factors that are missing: see {@link #lacks}
 */
@SuppressWarnings("ArrayRecordComponent")
public record OrderRow(
    Entity entity,
    String order,
    String product,
    String day,
    long beginMillis,
    long endMillis,
    byte[] elements,
    int missingScopes) {

  /** Emissions that can lack a factor. */
  public enum Emission {
    SCOPE1,
    SCOPE2_LOCATION,
    SCOPE2_MARKET,
    SCOPE3;

    /** Its place in {@link OrderRow#missingScopes}. */
    public int bit() {
      return 1 << ordinal();
    }
  }

  /**
   * Whether a factor is missing for something that was used, so that the sum would be too small.
   */
  public boolean lacks(Emission emission) {
    return (missingScopes & emission.bit()) != 0;
  }

  /** What no two rows share that are not of the same. */
  public String key() {
    return String.join("\u001f", entity.key(), order, product == null ? "" : product, day);
  }
}

package hk.innopark.console;

import java.util.List;

/** Every tenant's commitments, for HKSTP. */
record Portfolio(AsOf at, Counts counts, List<EstateRow> estates) {

  /** How many commitments stand how, over all tenants; {@code lacking} tenants lack evidence. */
  record Counts(
      int commitments,
      int met,
      int notMet,
      int insufficientEvidence,
      int notYetDue,
      int tenants,
      int lacking) {}

  /** An estate's tenants. */
  record EstateRow(String id, List<TenantRow> tenants) {}

  /**
   * A tenant.
   *
   * @param coverage of this month's sample intervals; null where none was expected
   * @param lacking what is missing, a line each
   * @param chainRows how many rows its chain has; null without a chain
   */
  record TenantRow(
      String id,
      String name,
      Double coverage,
      List<CommitmentState> commitments,
      List<String> lacking,
      Long chainRows) {}
}

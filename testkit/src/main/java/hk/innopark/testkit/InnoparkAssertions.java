package hk.innopark.testkit;

/** Where assertions on what the pipeline gives begin; to be imported statically. */
public final class InnoparkAssertions {
  private InnoparkAssertions() {}

  public static FiguresAssert assertThat(Figures figures) {
    return new FiguresAssert(figures);
  }

  public static LedgerAssert assertThat(Ledger ledger) {
    return new LedgerAssert(ledger);
  }

  /** Alerts, or refused messages. */
  public static JsonRowsAssert assertThat(JsonRows rows) {
    return new JsonRowsAssert(rows);
  }

  public static ComputedAssert assertThat(Computed computed) {
    return new ComputedAssert(computed);
  }
}

package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Period totals in, figure rows out; closed ones of lines and tenants to the ledger besides. */
public final class FigureFunction extends ProcessFunction<PeriodTotal, FigureRow> {
  /** What closed periods of lines and tenants have to say to the ledger. */
  public static final OutputTag<LedgerEntry> LEDGER =
      new OutputTag<>("ledger", TypeInformation.of(LedgerEntry.class));

  private static final long serialVersionUID = 1L;
  private static final Set<Grain> LEDGER_GRAINS = Set.of(Grain.HOUR, Grain.DAY, Grain.MONTH);
  private static final Set<Level> LEDGER_LEVELS = Set.of(Level.LINE, Level.TENANT);

  private final ReferenceData.Source references;
  private transient ReferenceHistory reference;
  private transient LedgerEntries entries;

  public FigureFunction(ReferenceData.Source references) {
    this.references = references;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    entries = new LedgerEntries(reference);
  }

  @Override
  public void processElement(PeriodTotal total, Context context, Collector<FigureRow> out) {
    reference.refresh();
    boolean isForLedger =
        total.stage() == PeriodTotal.Stage.CLOSED
            && LEDGER_GRAINS.contains(total.grain())
            && LEDGER_LEVELS.contains(total.entity().level());
    Elements elements = Elements.unpack(total.elements());
    Inventory inventory =
        FigureCalculator.isPassing(total)
            ? Inventory.NONE
            : Inventory.of(total, elements, reference);
    Expectation expectation = Expectation.of(total, reference.at(total.startMillis()).baselines());
    List<FigureRow> rows = FigureCalculator.rows(total, elements, expectation, inventory);
    List<LedgerEntry> said = new ArrayList<>();
    for (FigureRow row : rows) {
      out.collect(row);
      if (isForLedger && isLedgers(row, total, elements, inventory)) {
        LedgerEntry entry = entries.of(total, row, inventory);
        said.add(entry);
        context.output(LEDGER, entry);
      }
    }
    if (!said.isEmpty()) {
      Registry registry = reference.at(total.endMillis() - 1).registry();
      for (LedgerEntry verdict : CommitmentEntries.of(registry, total, rows, said)) {
        context.output(LEDGER, verdict);
      }
    }
  }

  /**
   * Whether the ledger takes a row: it says something, or the ledger's row before it did. Rows that
   * only open reports had are not the ledger's, since nobody knows how often those are made.
   */
  private static boolean isLedgers(
      FigureRow row, PeriodTotal total, Elements elements, Inventory inventory) {
    Subject subject = row.measurement().subject();
    return subject.isIn(total.before().closed())
        || (subject == Subject.SUSTAINABILITY
            ? SustainabilityFigures.isPresent(elements, inventory)
            : subject.isIn(elements));
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }
}

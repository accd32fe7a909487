package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Said;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FigureFunctionTest {
  private static final Set<Grain> LEDGER_GRAINS = EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH);
  private static final Set<Level> LEDGER_LEVELS = EnumSet.of(Level.LINE, Level.TENANT);

  private OneInputStreamOperatorTestHarness<PeriodTotal, FigureRow> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new FigureFunction(ReferenceData.Source.of(RegistryYaml.sample())));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void onlyClosedHoursDaysAndMonthsOfLinesAndTenantsGoToTheLedger() throws Exception {
    Totals totals = new Totals().exactly(Element.MESSAGES, 1);
    for (Stage stage : Stage.values()) {
      for (Grain grain : Grain.values()) {
        for (Level level : Level.values()) {
          int before = entries().size();
          PeriodTotal total = totals.of(Totals.MACHINE.at(level), grain, stage, 1, Totals.END);
          harness.processElement(total, Totals.END);
          boolean isForLedger =
              stage == Stage.CLOSED
                  && LEDGER_GRAINS.contains(grain)
                  && LEDGER_LEVELS.contains(level);
          assertThat(entries())
              .as(stage + " " + grain + " " + level)
              .hasSize(before + (isForLedger ? 1 : 0));
        }
      }
    }
    assertThat(harness.extractOutputValues()).hasSize(3 * 6 * 4);
  }

  @Test
  void anEntrySaysWhatItsFiguresRestOn() throws Exception {
    PeriodTotal total =
        new Totals()
            .exactly(Element.MESSAGES, 12)
            .exactly(Element.IDLE_MS, 7)
            .exactly(Element.GRID_NANO_KWH, 1)
            .intervals(Element.EXPECTED_MICRO_INTERVALS, 4)
            .intervals(Element.VALID_MICRO_INTERVALS, 3)
            .exactly(Element.DIGEST_0, -1)
            .exactly(Element.DIGEST_3, 2)
            .closed();
    harness.processElement(total, Totals.END);
    List<LedgerEntry> entries = entries();
    assertThat(entries)
        .extracting(LedgerEntry::measurement)
        .containsExactly("throughput", "energy", "sustainability", "quality_of_data");
    LedgerEntry entry = entries.get(3);
    assertThat(entry.tenant()).isEqualTo("golden-noodle");
    assertThat(entry.line()).isEqualTo("line-1");
    assertThat(entry.grain()).isEqualTo("hour");
    assertThat(entry.periodStartMillis()).isEqualTo(Totals.START);
    assertThat(entry.periodEndMillis()).isEqualTo(Totals.END);
    assertThat(entry.elements())
        .as("by name, without digests and zeros")
        .isEqualTo(
            "{\"expected_micro_intervals\":4000000,\"grid_nano_kwh\":1,\"idle_ms\":7,\"messages\":12,"
                + "\"valid_micro_intervals\":3000000}");
    assertThat(entry.figures())
        .isEqualTo(
            "{\"messages\":12.0,\"duplicates\":0.0,\"late\":0.0,\"dead_letters\":0.0,"
                + "\"sequence_gaps\":0.0,\"expected\":4.0,\"valid\":3.0,\"estimated\":0.0,"
                + "\"coverage\":0.75,\"measured_share\":1.0,"
                + "\"quarantined\":0.0,\"resets\":0.0,\"stuck_s\":0.0,\"doubtful_s\":0.0,\"clock_off\":0.0,\"power_mismatch_pct\":null}");
    assertThat(entry.coverage()).isEqualTo(0.75);
    assertThat(entry.rawMessages()).isEqualTo(12);
    assertThat(entry.rawDigest()).isEqualTo(new MessageDigestSum(-1, 0, 0, 2).toHex());
    assertThat(entry.codeVersion()).isEqualTo(CodeVersion.CURRENT);
    assertThat(entry.registryVersion()).isEqualTo(RegistryYaml.version(RegistryYaml.sample()));
    assertThat(entry.factorIds()).contains("electricity:clp:2:location:2025-01-01");
    assertThat(entry.reason()).isEqualTo("period closed");
  }

  @Test
  void aLaterRevisionSaysWhy() throws Exception {
    PeriodTotal total = new Totals().exactly(Element.MESSAGES, 1).at(Stage.CLOSED, 2, Totals.END);
    harness.processElement(total, Totals.END);
    assertThat(entries()).extracting(LedgerEntry::reason).containsExactly("late data");
    assertThat(entries()).extracting(LedgerEntry::revision).containsExactly(2);
    assertThat(entries()).extracting(LedgerEntry::coverage).containsOnlyNulls();
  }

  /** A bridged gap made items of a minute in which the machine stood, as its backlog shows. */
  @Test
  void whatWasSaidAndHasBecomeNothingIsSaidAsNothing() throws Exception {
    PeriodTotal total = new Totals().exactly(Element.MESSAGES, 1).at(Stage.CLOSED, 2, Totals.END);
    PeriodTotal revised = before(total, new Said(1 << Subject.THROUGHPUT.ordinal(), 0));
    harness.processElement(before(total, Said.NOTHING), Totals.END);
    assertThat(entries()).extracting(LedgerEntry::measurement).containsExactly("quality_of_data");

    harness.processElement(revised, Totals.END);

    assertThat(harness.extractOutputValues())
        .extracting(FigureRow::measurement)
        .containsExactly(
            Measurement.QUALITY_OF_DATA, Measurement.THROUGHPUT, Measurement.QUALITY_OF_DATA);
    assertThat(harness.extractOutputValues().get(1).values()[0]).isZero();
    assertThat(entries())
        .as("an open report is not the ledger's")
        .extracting(LedgerEntry::measurement)
        .containsExactly("quality_of_data", "quality_of_data");

    harness.processElement(before(total, new Said(15, 1)), Totals.END);

    assertThat(entries())
        .as("a row of the ledger is")
        .extracting(LedgerEntry::measurement)
        .containsExactly("quality_of_data", "quality_of_data", "throughput", "quality_of_data");
  }

  private static PeriodTotal before(PeriodTotal total, Said said) {
    return new PeriodTotal(
        total.entity(),
        total.grain(),
        total.shift(),
        total.startMillis(),
        total.endMillis(),
        total.asOfMillis(),
        total.revision(),
        total.stage(),
        total.elements(),
        total.peakDemandKva(),
        total.bill(),
        total.cumulative(),
        total.isReclassification(),
        said);
  }

  @Test
  void aTenantsEntryNamesNoLine() throws Exception {
    PeriodTotal total =
        new Totals()
            .exactly(Element.MESSAGES, 1)
            .of(Totals.LINE.at(Level.TENANT), Grain.DAY, Stage.CLOSED, 1, Totals.END);
    harness.processElement(total, Totals.END);
    assertThat(entries()).extracting(LedgerEntry::line).containsOnlyNulls();
    assertThat(entries()).extracting(LedgerEntry::grain).containsExactly("day");
  }

  private List<LedgerEntry> entries() {
    Queue<StreamRecord<LedgerEntry>> queue = harness.getSideOutput(FigureFunction.LEDGER);
    List<LedgerEntry> entries = new ArrayList<>();
    if (queue != null) {
      queue.forEach(record -> entries.add(record.getValue()));
    }
    entries.removeIf(LedgerEntry::isCommitment);
    return entries;
  }
}

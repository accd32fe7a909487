package hk.innopark.jobs.figures;

import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.model.Registry;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes a chain's entries on, and judges a tenant's calendar year when its December closes, and
 * again whenever one of its months is revised after that. It keeps the newest entries of the months
 * of this year and the one before.
 */
public final class YearFunction extends KeyedProcessFunction<String, LedgerEntry, LedgerEntry> {
  private static final long serialVersionUID = 1L;

  private final ReferenceData.Source references;
  private transient ReferenceHistory reference;
  private transient MapState<Long, List<LedgerEntry>> waiting;
  private transient MapState<Long, List<LedgerEntry>> months;
  private transient MapState<Integer, Integer> revisions;

  public YearFunction(ReferenceData.Source references) {
    this.references = references;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    waiting = getRuntimeContext().getMapState(entriesBy("waiting"));
    months = getRuntimeContext().getMapState(entriesBy("months"));
    revisions =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("revisions", Types.INT, Types.INT));
  }

  private static MapStateDescriptor<Long, List<LedgerEntry>> entriesBy(String name) {
    return new MapStateDescriptor<>(
        name, Types.LONG, Types.LIST(TypeInformation.of(LedgerEntry.class)));
  }

  @Override
  public void processElement(LedgerEntry entry, Context context, Collector<LedgerEntry> out)
      throws Exception {
    out.collect(entry);
    if (!YearOfMonths.isPart(entry)) {
      return;
    }
    // a month's measurements come one after the other
    long knownAt = context.timestamp();
    List<LedgerEntry> entries = waiting.get(knownAt);
    if (entries == null) {
      entries = new ArrayList<>();
      context.timerService().registerEventTimeTimer(knownAt);
    }
    entries.add(entry);
    waiting.put(knownAt, entries);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<LedgerEntry> out)
      throws Exception {
    List<LedgerEntry> news = waiting.get(timestamp);
    waiting.remove(timestamp);
    TreeSet<Year> years = new TreeSet<>();
    for (LedgerEntry entry : news) {
      keep(entry);
      years.add(YearOfMonths.yearOf(entry));
    }
    reference.refresh();
    for (Year year : years) {
      judge(year, news, out);
    }
    forgetBefore(years.last().minusYears(1));
  }

  private void keep(LedgerEntry entry) throws Exception {
    List<LedgerEntry> before = months.get(entry.periodStartMillis());
    List<LedgerEntry> now = before == null ? new ArrayList<>() : new ArrayList<>(before);
    now.removeIf(other -> other.measurement().equals(entry.measurement()));
    now.add(entry);
    months.put(entry.periodStartMillis(), now);
  }

  private void judge(Year year, List<LedgerEntry> news, Collector<LedgerEntry> out)
      throws Exception {
    long december =
        year.atMonth(Month.DECEMBER)
            .atDay(1)
            .atStartOfDay(ReferenceData.ZONE)
            .toInstant()
            .toEpochMilli();
    if (!months.contains(december)) {
      return;
    }
    LedgerEntry cause =
        news.stream().filter(entry -> YearOfMonths.yearOf(entry).equals(year)).findFirst().get();
    Map<Long, List<LedgerEntry>> all = new TreeMap<>();
    for (Map.Entry<Long, List<LedgerEntry>> month : months.entries()) {
      all.put(month.getKey(), month.getValue());
    }
    List<LedgerEntry> entries = all.values().stream().flatMap(List::stream).toList();
    long last = months.get(december).get(0).periodEndMillis() - 1;
    Registry registry = reference.at(last).registry();
    List<LedgerEntry> verdicts =
        YearOfMonths.of(cause.tenant(), cause.origin(), year, entries, registry);
    if (verdicts.isEmpty()) {
      return;
    }
    Integer before = revisions.get(year.getValue());
    int revision = before == null ? 1 : before + 1;
    revisions.put(year.getValue(), revision);
    for (LedgerEntry verdict : verdicts) {
      out.collect(verdict.restated(revision, before == null ? "period closed" : cause.reason()));
    }
  }

  private void forgetBefore(Year year) throws Exception {
    Iterator<Map.Entry<Long, List<LedgerEntry>>> kept = months.iterator();
    while (kept.hasNext()) {
      if (YearOfMonths.yearOf(kept.next().getValue().get(0)).isBefore(year)) {
        kept.remove();
      }
    }
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }
}

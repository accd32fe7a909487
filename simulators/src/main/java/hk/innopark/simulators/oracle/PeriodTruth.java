package hk.innopark.simulators.oracle;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.simulators.plant.TruthRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The truth of every place in every period of which all parts are there. */
final class PeriodTruth {
  private static final long HALF_HOUR_MILLIS = 1_800_000L;

  private final Set<Level> levels;
  private final Map<Key, TruthSum> truth = new TreeMap<>();
  private final Map<Key, Set<MachineId>> machines = new HashMap<>();
  private final Set<Long> starts = new HashSet<>();

  /** The parts of the periods that are judged, with the period of each. */
  private final Map<TruthRow, TruthGrain.Span> parts = new LinkedHashMap<>();

  /** A period of a place. */
  record Key(long start, String entity) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byStart = Long.compare(start, other.start);
      return byStart != 0 ? byStart : entity.compareTo(other.entity);
    }
  }

  private record Whole(MachineId machine, TruthGrain.Span span) {}

  PeriodTruth(Collection<TruthRow> rows, Duration part, TruthGrain grain, Set<Level> levels) {
    this.levels = EnumSet.copyOf(levels);
    Map<Whole, List<TruthRow>> wholes = new LinkedHashMap<>();
    for (TruthRow row : rows) {
      grain
          .of(row.machine(), row.startMillis())
          .ifPresent(
              span ->
                  wholes
                      .computeIfAbsent(new Whole(row.machine(), span), key -> new ArrayList<>())
                      .add(row));
    }
    wholes.forEach(
        (whole, members) -> {
          long length = whole.span.end() - whole.span.start();
          if (members.size() * part.toMillis() == length) {
            starts.add(whole.span.start());
            members.forEach(row -> take(row, whole.span));
          }
        });
  }

  private void take(TruthRow row, TruthGrain.Span span) {
    parts.put(row, span);
    for (Level level : levels) {
      Key key = new Key(span.start(), entity(row.machine(), level));
      truth.computeIfAbsent(key, absent -> new TruthSum(span)).add(row);
      machines.computeIfAbsent(key, absent -> new HashSet<>()).add(row.machine());
    }
  }

  /** As {@link Oracle#withRates}. */
  void add(ReferenceRates rates, Oracle.Billing whole) {
    parts.forEach(
        (row, span) -> {
          Amounts amounts = rates.amounts(row);
          long halfHour = row.startMillis() - Math.floorMod(row.startMillis(), HALF_HOUR_MILLIS);
          for (Level level : levels) {
            TruthSum sum = truth.get(new Key(span.start(), entity(row.machine(), level)));
            sum.addAmounts(amounts);
            if (span.end() - span.start() >= HALF_HOUR_MILLIS) {
              sum.addToHalfHour(halfHour, row);
            }
          }
        });
    if (whole == Oracle.Billing.MONTH) {
      truth.forEach((key, sum) -> bill(key, sum, rates));
    }
    if (whole != Oracle.Billing.NONE) {
      expect(rates, whole);
    }
  }

  private void bill(Key key, TruthSum sum, ReferenceRates rates) {
    if (key.entity.indexOf('/') < 0) {
      return; // an estate is nobody's customer
    }
    rates
        .demand(
            machines.get(key),
            Instant.ofEpochMilli(key.start).atOffset(TruthGrain.HONG_KONG).toLocalDate(),
            sum.peakKva())
        .ifPresent(bill -> sum.bill(bill[0], bill[1]));
  }

  private void expect(ReferenceRates rates, Oracle.Billing whole) {
    Map<String, Double> running = new HashMap<>();
    // in order of time
    truth.forEach(
        (key, sum) -> {
          String[] path = key.entity.split("/", -1);
          if (path.length != 2 && path.length != 3) {
            return;
          }
          rates
              .expectedKwh(
                  path[1],
                  path.length == 3 ? path[2] : null,
                  sum.span(),
                  ExpectedFields.produced(sum))
              .ifPresent(
                  expected -> {
                    double more = ExpectedFields.active(sum) - expected;
                    double cusum = running.merge(key.entity, more, Double::sum);
                    sum.expect(expected, whole == Oracle.Billing.HOUR ? Double.NaN : cusum);
                  });
        });
  }

  /** In order of time. */
  Map<Key, TruthSum> sums() {
    return truth;
  }

  /** Whether a period that begins then is among them. */
  boolean hasStart(long millis) {
    return starts.contains(millis);
  }

  private static String entity(MachineId id, Level level) {
    return switch (level) {
      case MACHINE -> id.key();
      case LINE -> id.estate() + '/' + id.tenant() + '/' + id.line();
      case TENANT -> id.estate() + '/' + id.tenant();
      case ESTATE -> id.estate();
    };
  }
}

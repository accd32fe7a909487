package hk.innopark.registry;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.Counter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a machine's meters. */
final class MeterReader {
  private static final Map<String, EnergySource> SOURCES = Choices.of(EnergySource.values());
  private static final Map<String, FeedInTariff> FEED_IN_TARIFFS =
      Choices.of(FeedInTariff.values());
  private static final Map<String, Counter> COUNTERS = Choices.of(Counter.values());

  private MeterReader() {}

  /** Null where its signal is refused. */
  static Meter read(Entry entry, Distinct keys) {
    record Key(Signal signal, LocalDate validFrom) {}
    Mapping meter = entry.mapping();
    Entry signalEntry = meter.required("signal");
    Signal signal = signal(signalEntry);
    Entry sourceEntry = meter.optional("source");
    EnergySource source = source(sourceEntry, signal, meter);
    Entry utilityEntry = meter.optional("utility");
    String utility = utilityEntry.id();
    Entry modulusEntry = meter.optional("modulus");
    BigDecimal modulus = modulusEntry.positive();
    BigDecimal multiplier = meter.optional("multiplier").positive();
    Entry feedInEntry = meter.optional("feed_in_tariff");
    FeedInTariff feedIn = feedInEntry.choice(FEED_IN_TARIFFS);
    LocalDate validFrom = meter.optional("valid_from").date();
    List<MeterSwap> swaps = SwapReader.read(meter.optional("swaps"), modulus);
    Counter counter = meter.optional("counter").choice(COUNTERS);
    BigDecimal maxPerHour = meter.optional("max_per_h").positive();
    BigDecimal accuracyPct = meter.optional("accuracy_pct").positive();
    meter.end();
    if (feedIn == FeedInTariff.SOLD && source != null && source != EnergySource.PV) {
      feedInEntry.refuse("only what pv generates can be sold under a feed-in tariff");
    }
    if (source == EnergySource.GRID && utilityEntry.isAbsent()) {
      meter.refuse("no utility, which a meter on the grid needs");
    }
    if (signal == null) {
      return null;
    }
    keys.add(
        new Key(signal, validFrom),
        "a meter of " + signal.wireName() + (validFrom == null ? "" : " from " + validFrom),
        signalEntry);
    if (source != null && !sources(signal).contains(source)) {
      sourceEntry.refuse(signal.wireName() + " cannot be of source " + Choices.word(source));
    }
    if (signal.kind() == Signal.Kind.ITEMS && modulus != null && modulus.scale() > 0) {
      modulusEntry.refuse("is not a whole number of items");
    }
    return new Meter(
        signal,
        source,
        utility,
        modulus,
        multiplier == null ? BigDecimal.ONE : multiplier,
        feedIn == null ? FeedInTariff.NONE : feedIn,
        validFrom,
        swaps,
        counter == null ? Counter.LIFETIME : counter,
        maxPerHour,
        accuracyPct);
  }

  /** What the file says, else the one source that the signal can have. */
  private static EnergySource source(Entry entry, Signal signal, Mapping meter) {
    if (!entry.isAbsent() || signal == null) {
      return entry.choice(SOURCES);
    }
    Set<EnergySource> possible = sources(signal);
    if (possible.size() > 1) {
      meter.refuse("no source, which a meter of " + signal.wireName() + " needs");
      return null;
    }
    return possible.iterator().next();
  }

  private static Signal signal(Entry entry) {
    String name = entry.text();
    if (name == null) {
      return null;
    }
    Signal signal = Signal.byName(name).orElse(null);
    if (signal == null) {
      entry.refuse("unknown signal \"" + name + '"');
      return null;
    }
    if (!signal.isCounter()) {
      entry.refuse(name + " is no counter, so no meter can stand behind it");
    }
    return signal;
  }

  private static Set<EnergySource> sources(Signal signal) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH -> Set.of(EnergySource.GRID);
      case EXPORT_ENERGY_KWH -> Set.of(EnergySource.EXPORT);
      case PV_ENERGY_KWH -> Set.of(EnergySource.PV);
      case REACTIVE_ENERGY_KVARH -> Set.of(EnergySource.GRID, EnergySource.OTHER);
      default -> Set.of(EnergySource.OTHER);
    };
  }
}

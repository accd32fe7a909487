package hk.innopark.simulators.scenario;

import hk.innopark.events.Signal;
import hk.innopark.simulators.fault.Backlog;
import hk.innopark.simulators.fault.CompressedPayloads;
import hk.innopark.simulators.fault.Fault;
import hk.innopark.simulators.fault.FaultScope;
import hk.innopark.simulators.fault.FaultWindow;
import hk.innopark.simulators.fault.Faults;
import hk.innopark.simulators.fault.GatewayClock;
import hk.innopark.simulators.fault.LostMemory;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.yaml.YamlEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Reads the faults of a scenario; every one may say {@code rate} and {@code seed} too. */
final class FaultReader {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration DISORDER = Duration.ofMinutes(2);

  private final FaultEntry said;
  private final YamlEntry entry;
  private final long seed;
  private final FaultScope scope;

  private FaultReader(FaultEntry said, long seed, FaultScope scope) {
    this.said = said;
    this.entry = said.entry();
    this.seed = seed;
    this.scope = scope;
  }

  /** Says what is wrong with faults before they are needed. */
  static void check(
      List<YamlEntry> entries,
      Instant from,
      Duration lasts,
      Scenario.Language language,
      Plants plants) {
    FaultSet faults = read(entries, 0, from, lasts, language, plants);
    if (faults.devices().isEmpty() && faults.wire().isEmpty() && !entries.isEmpty()) {
      throw new IllegalStateException("faults were read, and there are none");
    }
  }

  static FaultSet read(
      List<YamlEntry> entries,
      long seed,
      Instant from,
      Duration lasts,
      Scenario.Language language,
      Plants plants) {
    List<Supplier<Fault>> devices = new ArrayList<>();
    List<UnaryOperator<MessageStage>> wire = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      YamlEntry entry = entries.get(i);
      long own = entry.has("seed") ? entry.whole("seed") : seed + 1000L * (i + 1);
      FaultEntry said = new FaultEntry(entry, from, lasts);
      FaultReader reader = new FaultReader(said, own, said.scope(plants));
      String name = entry.text("fault");
      UnaryOperator<MessageStage> onTheWire = reader.wire(name, language);
      if (onTheWire == null) {
        devices.addAll(reader.device(name));
      } else {
        wire.add(onTheWire);
      }
      entry.end();
    }
    return new FaultSet(List.copyOf(devices), List.copyOf(wire));
  }

  /** Null where the fault is none of the wire. */
  private UnaryOperator<MessageStage> wire(String name, Scenario.Language language) {
    switch (name) {
      case "gateway_clock" -> {
        FaultWindow window = said.window();
        Duration ahead = said.signedDuration("ahead");
        return stage -> new GatewayClock(stage, window, ahead);
      }
      case "compressed" -> {
        if (language != Scenario.Language.SPARKPLUG) {
          throw entry.refuse("only Sparkplug is compressed; say language: sparkplug");
        }
        FaultWindow window = said.window();
        CompressedPayloads.Algorithm algorithm =
            entry.has("algorithm")
                ? said.choice("algorithm", CompressedPayloads.Algorithm.class)
                : CompressedPayloads.Algorithm.GZIP;
        return stage -> new CompressedPayloads(stage, window, algorithm);
      }
      default -> {
        return null;
      }
    }
  }

  private List<Supplier<Fault>> device(String name) {
    return switch (name) {
      case "duplicate" -> {
        double share = share();
        Duration delay = said.duration("delay", SHORT);
        yield within(() -> Faults.duplicates(seed, share, delay));
      }
      case "reordering" -> {
        double share = share();
        Duration delay = said.duration("delay", DISORDER);
        yield within(() -> Faults.reordering(seed, share, delay));
      }
      case "garbage" -> {
        double share = share();
        yield within(() -> Faults.garbage(seed, scope, share));
      }
      case "loss" -> perMessage(window -> Faults.loss(scope, window));
      case "store_and_forward" -> {
        FaultWindow window = said.window();
        Backlog order =
            entry.has("backlog") ? said.choice("backlog", Backlog.class) : Backlog.FIRST;
        yield List.of(() -> Faults.storeAndForward(scope, window, order));
      }
      case "clock_off" -> {
        Duration ahead = said.signedDuration("ahead");
        yield perMessage(window -> Faults.clockOff(scope, window, ahead));
      }
      case "local_time" -> perMessage(window -> Faults.localTimeAsUtc(scope, window));
      case "epoch_seconds" -> perMessage(window -> Faults.epochSeconds(scope, window));
      case "sequence_restart" -> {
        Instant at = said.onset();
        yield List.of(() -> Faults.sequenceRestart(scope, at));
      }
      case "sequence_nanos" -> perMessage(window -> Faults.sequenceNanos(scope, window));
      case "restart" -> {
        Instant at = said.onset();
        LostMemory lost =
            entry.has("loses") ? said.choice("loses", LostMemory.class) : LostMemory.SEQUENCE_ONLY;
        yield List.of(() -> Faults.restart(scope, at, lost));
      }
      case "free_reason" -> {
        String text = entry.text("text");
        yield perMessage(window -> Faults.freeReason(scope, window, text));
      }
      default -> ofSignals(name);
    };
  }

  private List<Supplier<Fault>> ofSignals(String name) {
    return switch (name) {
      case "swapped_ct" -> perMessage(window -> Faults.swappedTransformer(scope, window));
      case "thousandfold" -> each((signal, window) -> Faults.thousandfold(scope, window, signal));
      case "null_value" -> each((signal, window) -> Faults.nullValue(scope, window, signal));
      case "missing_signal" ->
          each((signal, window) -> Faults.missingSignal(scope, window, signal));
      case "sentinel" -> {
        BigDecimal value = entry.decimal("value");
        yield each((signal, window) -> Faults.sentinel(scope, window, signal, value));
      }
      case "spike" -> {
        BigDecimal factor = entry.decimal("factor");
        yield each(
            (signal, window) ->
                Faults.within(scope, window, Faults.spikes(seed, scope, signal, 1, factor)));
      }
      case "stuck" -> {
        FaultWindow window = said.window();
        yield said.signals().stream()
            .map(one -> once(() -> Faults.stuck(scope, window, one)))
            .toList();
      }
      case "drift" -> {
        FaultWindow window = said.window();
        BigDecimal share = entry.decimal("share_a_day");
        yield said.signals().stream()
            .map(one -> once(() -> Faults.drift(scope, window, one, share)))
            .toList();
      }
      case "rollover" -> {
        BigDecimal modulus = entry.decimal("modulus");
        BigDecimal before = entry.decimal("units_before");
        yield said.signals().stream()
            .map(one -> once(() -> Faults.rollover(scope, one, modulus, before)))
            .toList();
      }
      case "reset" -> {
        Instant at = said.onset();
        yield said.signals().stream().map(one -> once(() -> Faults.reset(scope, one, at))).toList();
      }
      case "restored" -> {
        Instant at = said.onset();
        BigDecimal behind = entry.decimal("behind");
        yield said.signals().stream()
            .map(one -> once(() -> Faults.restored(scope, one, at, behind)))
            .toList();
      }
      case "corrected" -> {
        Instant at = said.onset();
        BigDecimal items = entry.decimal("items");
        yield said.signals().stream()
            .map(one -> once(() -> Faults.corrected(scope, one, at, items)))
            .toList();
      }
      default -> throw entry.refuse("fault", "\"" + name + "\" is none of " + FaultNames.ALL);
    };
  }

  private static Supplier<Fault> once(Supplier<Fault> fault) {
    return fault;
  }

  /** A fault without memory, that may meet a share of the messages only. */
  private List<Supplier<Fault>> perMessage(Function<FaultWindow, Fault> fault) {
    return List.of(share(fault, said.window()));
  }

  private List<Supplier<Fault>> each(SignalFault fault) {
    FaultWindow window = said.window();
    List<Supplier<Fault>> faults = new ArrayList<>();
    for (Signal signal : said.signals()) {
      faults.add(share(own -> fault.of(signal, own), window));
    }
    return faults;
  }

  private Supplier<Fault> share(Function<FaultWindow, Fault> fault, FaultWindow window) {
    if (!entry.has("rate")) {
      return () -> fault.apply(window);
    }
    double rate = entry.between("rate", 0, 1);
    return () -> Faults.sometimes(seed, rate, fault.apply(window));
  }

  /** What a signal's fault is made of. */
  private interface SignalFault {
    Fault of(Signal signal, FaultWindow window);
  }

  /** A fault that knows neither machines nor time of its own. */
  private List<Supplier<Fault>> within(Supplier<Fault> fault) {
    FaultWindow window = said.window();
    return List.of(() -> Faults.within(scope, window, fault.get()));
  }

  private double share() {
    return entry.between("rate", 0, 1);
  }
}

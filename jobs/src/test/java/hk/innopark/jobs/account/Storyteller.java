package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.Signal;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import hk.innopark.registry.model.Machine.PowerReporting;
import hk.innopark.registry.model.Meter.Counter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Tells an account a history that is written in lines; see {@code histories.txt}. */
final class Storyteller {
  /** Takes what became of a line. */
  @FunctionalInterface
  interface Listener {
    void heard(String line, Outcome outcome);
  }

  private final List<String> lines;
  private final AccountBook book;
  private final Map<String, Long> sequences = new HashMap<>();
  private String boot = "b1";

  Storyteller(List<String> lines, Function<MachineHistory, AccountBook> opener) {
    this.lines = lines;
    String machine =
        lines.stream()
            .filter(line -> line.startsWith("machine: "))
            .map(line -> line.substring(9))
            .findFirst()
            .orElse("");
    this.book = opener.apply(MachineHistory.of(machine(machine)));
  }

  AccountBook book() {
    return book;
  }

  /**
   * @param restarts whether the account is written to bytes and read again after each line
   */
  void tell(Listener listener, boolean restarts) {
    try {
      for (String line : lines) {
        tell(line, listener);
        if (restarts) {
          book.restart();
        }
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void tell(String line, Listener listener) {
    String[] words = line.split(" +", -1);
    switch (words[0]) {
      case "machine:" -> {}
      case "boot" -> boot = words[1];
      case "number" -> sequences.put(boot, Long.parseLong(words[1]));
      case "until" -> book.advanceTo(millis(words[1]));
      case "expected" -> book.expectFrom(millis(words[1]));
      case "name" -> listener.heard(line, name(words));
      default -> listener.heard(line, message(words));
    }
  }

  private Outcome name(String[] words) {
    DowntimeReason reason = DowntimeReason.valueOf(words[3].toUpperCase(Locale.ROOT));
    long at = millis(words[4]);
    String id = words[1] + words[2] + words[3];
    Word word = new Word(id, at, millis(words[1]), millis(words[2]), reason, words[3], null);
    return book.annotate(word, at);
  }

  private Outcome message(String[] words) {
    String[] times = words[0].split("@", -1);
    StringBuilder signals = new StringBuilder();
    StringBuilder envelope = new StringBuilder();
    long number = sequences.merge(boot, 1L, Long::sum) - 1;
    for (int index = 1; index < words.length; index++) {
      String[] pair = words[index].split("=", -1);
      switch (pair[0]) {
        case "seq" -> number = Long.parseLong(pair[1]);
        case "product", "order" -> envelope.append(",\"%s\":\"%s\"".formatted(pair[0], pair[1]));
        case "reason" -> envelope.append(",\"reason\":\"" + pair[1] + '"');
        default -> {
          signals.append(signals.isEmpty() ? "" : ",");
          signals.append(
              pair.length == 1
                  ? "\"state\":\"" + pair[0] + '"'
                  : "\"%s\":%s".formatted(signal(pair[0]), pair[1]));
        }
      }
    }
    return book.accept(
        Readings.at(
            millis(times[0]),
            millis(times[times.length - 1]),
            boot,
            number,
            signals.toString(),
            envelope.toString()));
  }

  private static String signal(String word) {
    return switch (word) {
      case "energy" -> Signal.ACTIVE_ENERGY_KWH.wireName();
      case "export" -> Signal.EXPORT_ENERGY_KWH.wireName();
      case "pv" -> Signal.PV_ENERGY_KWH.wireName();
      case "power" -> Signal.ACTIVE_POWER_KW.wireName();
      case "good" -> Signal.GOOD_COUNT.wireName();
      case "scrap" -> Signal.REJECT_COUNT.wireName();
      case "air" -> Signal.COMPRESSED_AIR_M3.wireName();
      case "water" -> Signal.WATER_M3.wireName();
      default -> word;
    };
  }

  private static long millis(String second) {
    return Device.at(Double.parseDouble(second));
  }

  private static MachineReference machine(String options) {
    TestMachine machine = TestMachine.standard();
    boolean isOnChange = false;
    boolean hasMeter = false;
    Counter counter = Counter.LIFETIME;
    long maxPerHour = 0;
    for (String option : options.split(", *", -1)) {
      String[] words = option.split(" ", -1);
      switch (words[0]) {
        case "" -> {}
        case "period" -> machine = machine.sampling(Duration.ofSeconds(Long.parseLong(words[1])));
        case "unrated" -> machine = machine.unrated();
        case "planned" -> {
          long from = millis(words[1]);
          long to = millis(words[2]);
          machine = machine.planned(minute -> minute >= from && minute < to);
        }
        case "swap" ->
            machine =
                machine.swapping(
                    new RegisterSwap(
                        millis(words[1]), nano(words[2]), nano(words[3]), nano(words[4])));
        case "on-change" -> isOnChange = true;
        case "meter" -> hasMeter = true;
        case "resets" -> counter = Counter.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "most" -> maxPerHour = nano(words[1]);
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new Described(machine, isOnChange, hasMeter, counter, maxPerHour);
  }

  private static long nano(String value) {
    return Math.round(Double.parseDouble(value) * 1e9);
  }

  /** The machine of a history, with what the registry may say beside the standard. */
  private static final class Described extends TestMachineView {
    private final boolean isOnChange;
    private final boolean hasMeter;
    private final Counter counter;
    private final long maxPerHour;

    Described(
        MachineReference machine,
        boolean isOnChange,
        boolean hasMeter,
        Counter counter,
        long maxPerHour) {
      super(machine);
      this.isOnChange = isOnChange;
      this.hasMeter = hasMeter;
      this.counter = counter;
      this.maxPerHour = maxPerHour;
    }

    @Override
    public PowerReporting powerReporting() {
      return isOnChange ? PowerReporting.BY_EXCEPTION : PowerReporting.PERIODIC;
    }

    @Override
    public boolean hasMeter(Signal signal, long atMillis) {
      return hasMeter;
    }

    @Override
    public MeterReference meter(Signal signal, long atMillis) {
      MeterReference meter = super.meter(signal, atMillis);
      return new MeterReference(
          meter.source(),
          meter.utility(),
          meter.modulus(),
          meter.multiplierNano(),
          meter.claimed(),
          meter.swaps(),
          counter,
          maxPerHour);
    }

    @Override
    public boolean resetsBetween(Signal signal, long fromMillis, long toMillis) {
      return counter != Counter.LIFETIME;
    }
  }
}

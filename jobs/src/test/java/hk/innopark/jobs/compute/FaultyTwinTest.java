package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.fault.Backlog;
import hk.innopark.simulators.fault.Fault;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultScope;
import hk.innopark.simulators.fault.FaultWindow;
import hk.innopark.simulators.fault.Faults;
import hk.innopark.simulators.fault.LostMemory;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that a factory knows, and the same hours without: figures agree wherever the data's
 * own quality figures do not warn. Faults that lose nothing change nothing at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyTwinTest {
  private static final Set<Grain> GRAINS =
      EnumSet.of(Grain.HALF_HOUR, Grain.HOUR, Grain.SHIFT, Grain.DAY);
  private static final BigDecimal FIFTY = BigDecimal.valueOf(50);
  private static final BigDecimal HUNDREDFOLD = BigDecimal.valueOf(100);
  private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");
  private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");

  /** From the middle of one half hour to that of another, over three whole ones. */
  private static final FaultWindow WINDOW = window("PT2H20M", "PT2H");

  /** Leaves the end of the feed alone, so that both twins end alike. */
  private static final FaultWindow MOST = window("PT20M", "PT5H20M");

  /** Machines whose faults lose something, by fault, and those whose reading nobody counts. */
  private static final Map<String, MachineId> DAMAGED =
      Map.ofEntries(
          Map.entry("stuck meter", machine("yuen-long/kam-tin-herbal/extract-1/extractor-1")),
          Map.entry("stuck counter", machine("yuen-long/lotus-bakery/bread-1/slicer-1")),
          Map.entry("spikes of the meter", machine("yuen-long/lotus-bakery/bread-1/oven-1")),
          Map.entry("spikes of the counter", machine("yuen-long/lotus-bakery/bread-1/packer-1")),
          Map.entry("local time as UTC", machine("yuen-long/lotus-bakery/pastry-1/oven-2")),
          Map.entry("clock ahead", machine("yuen-long/lotus-bakery/pastry-1/packer-2")),
          Map.entry("clock behind", machine("yuen-long/kam-tin-herbal/extract-1/dryer-1")),
          Map.entry("epoch in seconds", machine("yuen-long/yl-semicon/smt-1/placer-1")),
          Map.entry("Wh for kWh", machine("yuen-long/yl-semicon/smt-1/reflow-1")),
          Map.entry("W for kW", machine("yuen-long/yl-semicon/smt-1/aoi-1")),
          Map.entry("messages lost", machine("tai-po/harbour-pharma/tablet-1/granulator-1")));

  /**
   * A counter that stands still is not found where an item takes longer than a tenth of the time
   * between two readings: the machine may be about its next.
   */
  private static final MachineId UNSEEN = machine("yuen-long/yl-semicon/smt-1/printer-1");

  /** Of a gauge, which no figure here counts. */
  private static final MachineId DRIFTING = machine("tai-po/golden-noodle/line-1/oven-1");

  private static final MachineId SWAPPED = machine("tai-po/harbour-pharma/tablet-1/press-1");

  private FaultInjector faults;
  private ComputedRows clean;
  private ComputedRows faulty;
  private Map<ComputedRows.PeriodKey, String> differences;

  @BeforeAll
  void computeBoth(
      @ReplayFeed(lasts = "PT6H", seed = 5) SimulatedFeed feed, @TempDir Path directory)
      throws Exception {
    faults = new FaultInjector(everyFault());
    clean = compute(feed.messages(), directory.resolve("clean"));
    faulty = compute(faults.pass(feed.messages(), Instant.MAX), directory.resolve("faulty"));
    differences = clean.differencesTo(faulty);
  }

  @Test
  void everyFaultWasThere() {
    assertThat(faults.log().counts())
        .containsOnlyKeys(
            "stuck",
            "drift",
            "spike",
            "local_time",
            "clock_off",
            "epoch_seconds",
            "duplicate",
            "reordering",
            "store_and_forward",
            "restart",
            "rollover",
            "thousandfold",
            "swapped_ct",
            "loss");
  }

  @Test
  void figuresAgreeExceptWhereTheQualityOfTheDataWarns() {
    List<String> silent = new ArrayList<>();
    differences.forEach(
        (key, difference) -> {
          if (!faulty.isWarned(key) && !key.path().equals(UNSEEN.key())) {
            silent.add(key + ": " + difference);
          }
        });
    assertThat(silent).isEmpty();
  }

  @Test
  void faultsThatLoseNothingChangeNothing() {
    Set<String> damaged = new TreeSet<>();
    DAMAGED.values().forEach(machine -> damaged.add(machine.key()));
    damaged.add(UNSEEN.key());
    List<String> changed = new ArrayList<>();
    differences.forEach(
        (key, difference) -> {
          if (key.machine() != null && !damaged.contains(key.path())) {
            changed.add(key + ": " + difference);
          }
        });
    assertThat(changed).isEmpty();
    assertThat(faulty.machines()).hasSize(clean.machines().size());
    assertThat(clean.machines().size() - damaged.size()).isGreaterThan(25);
  }

  @Test
  void aWarningIsNoExcuseForEverything() {
    assertThat(clean.warnedShare(key -> true)).as("of the clean twin").isLessThan(0.01);
    assertThat(clean.onlyDoubted()).isEmpty();
    assertThat(faulty.warnedShare(key -> key.machine() != null)).isLessThan(0.2);
    assertThat(faulty.onlyDoubted())
        .as("doubt alone is where registers began anew")
        .isNotEmpty()
        .allMatch(key -> faulty.quality(key, "resets") > 0);
    DAMAGED.forEach(
        (fault, machine) ->
            assertThat(
                    faulty.warnedShare(
                        key -> key.path().equals(machine.key()) && key.grain().equals("half_hour")))
                .as("%s: half hours before and after the fault are not flagged", fault)
                .isLessThan(0.6));
  }

  @Test
  void everyFaultThatLosesSomethingIsSeen() {
    DAMAGED.forEach(
        (fault, machine) ->
            assertThat(faulty.warnedShare(key -> key.path().equals(machine.key())))
                .as(fault)
                .isGreaterThan(0.1));
  }

  private static List<Fault> everyFault() {
    List<Fault> all = new ArrayList<>(wrongValuesAndTimes());
    all.add(0, fleetReboot());
    all.addAll(transport());
    return all;
  }

  private static Fault fleetReboot() {
    return Faults.restart(
        new FaultScope(machine -> machine.estate().equals("tseung-kwan-o")),
        START.plus(Duration.parse("PT4H5M1S")),
        LostMemory.ITEMS);
  }

  private static List<Fault> wrongValuesAndTimes() {
    return List.of(
        Faults.stuck(at("stuck meter"), WINDOW, Signal.ACTIVE_ENERGY_KWH),
        Faults.stuck(at("stuck counter"), WINDOW, Signal.GOOD_COUNT),
        Faults.stuck(FaultScope.machine(UNSEEN), WINDOW, Signal.GOOD_COUNT),
        spikes("spikes of the meter", Signal.ACTIVE_ENERGY_KWH),
        spikes("spikes of the counter", Signal.GOOD_COUNT),
        Faults.localTimeAsUtc(at("local time as UTC"), WINDOW),
        Faults.clockOff(at("clock ahead"), WINDOW, Duration.ofMinutes(3)),
        Faults.clockOff(at("clock behind"), WINDOW, Duration.ofMinutes(-7)),
        Faults.epochSeconds(at("epoch in seconds"), WINDOW),
        Faults.thousandfold(at("Wh for kWh"), WINDOW, Signal.ACTIVE_ENERGY_KWH),
        Faults.thousandfold(at("W for kW"), WINDOW, Signal.ACTIVE_POWER_KW),
        Faults.loss(at("messages lost"), WINDOW),
        Faults.drift(
            FaultScope.machine(DRIFTING),
            FaultWindow.once(START, Duration.ofDays(1)),
            Signal.TEMPERATURE_C,
            ONE_PERCENT),
        Faults.swappedTransformer(FaultScope.machine(SWAPPED), WINDOW));
  }

  private static Fault spikes(String fault, Signal signal) {
    FaultScope scope = at(fault);
    return Faults.within(
        scope,
        WINDOW,
        Faults.spikes(3, scope, signal, 0.04, fault.endsWith("meter") ? HUNDREDFOLD : FIFTY));
  }

  /** What happens between a device and the broker, and what meters are allowed to do. */
  private static List<Fault> transport() {
    FaultScope healthy =
        new FaultScope(machine -> !DAMAGED.containsValue(machine) && !UNSEEN.equals(machine));
    return List.of(
        Faults.rollover(
            FaultScope.machine(machine("tai-po/golden-noodle/line-2/former-2")),
            Signal.ACTIVE_ENERGY_KWH,
            BigDecimal.valueOf(1_000_000),
            BigDecimal.TEN),
        Faults.restart(
            FaultScope.machine(machine("tai-po/golden-noodle/line-2/steamer-2")),
            START.plus(Duration.parse("PT3H17M4S")),
            LostMemory.ALL_COUNTERS),
        Faults.storeAndForward(
            FaultScope.machine(machine("tai-po/golden-noodle/line-1/oven-1")),
            window("PT1H10M", "PT3H"),
            Backlog.FIRST),
        Faults.storeAndForward(
            FaultScope.machine(machine("tai-po/golden-noodle/line-1/mixer-1")),
            window("PT1H10M", "PT3H"),
            Backlog.AFTER_LIVE),
        Faults.storeAndForward(
            FaultScope.tenant("tolo-precision"), window("PT2H50M", "PT20M"), Backlog.FIRST),
        Faults.within(healthy, MOST, Faults.reordering(5, 0.05, Duration.ofMinutes(5))),
        Faults.within(healthy, MOST, Faults.duplicates(5, 0.05, Duration.ofMinutes(2))));
  }

  private static FaultScope at(String fault) {
    return FaultScope.machine(DAMAGED.get(fault));
  }

  private static FaultWindow window(String after, String length) {
    return FaultWindow.once(START.plus(Duration.parse(after)), Duration.parse(length));
  }

  private static MachineId machine(String key) {
    return MachineId.ofTopic("innopark/" + key).orElseThrow();
  }

  private static ComputedRows compute(List<RawMessage> messages, Path out) throws Exception {
    Path feed = out.resolveSibling(out.getFileName() + ".ndjson");
    write(messages, feed);
    new FeedComputation(RegistryYaml.sample(), feed, GRAINS, 2).run(out);
    return ComputedRows.read(out.resolve("figures.ndjson"));
  }

  private static void write(List<RawMessage> messages, Path feed) throws IOException {
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
  }
}

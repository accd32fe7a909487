package hk.innopark.registry;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Device;
import hk.innopark.registry.model.DeviceMapping.Messages;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Stamp;
import hk.innopark.registry.model.DeviceMapping.StampUnit;
import hk.innopark.registry.model.DeviceMapping.Value;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import hk.innopark.registry.model.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random machines with their meters and mappings. */
final class RandomMachines {
  private final Random random;
  private final RandomValues values;
  private final List<Tariff> tariffs;
  private final List<EmissionFactor> factors;

  RandomMachines(Random random, List<Tariff> tariffs, List<EmissionFactor> factors) {
    this.random = random;
    this.values = new RandomValues(random);
    this.tariffs = tariffs;
    this.factors = factors;
  }

  Machine machine(String estate, String tenant, String line) {
    String id = values.id();
    Duration period = Duration.ofMillis(1 + random.nextInt(100_000));
    Map<String, Duration> cycles = new TreeMap<>();
    if (random.nextBoolean()) {
      cycles.put(Machine.DEFAULT_PRODUCT, Duration.ofNanos(1 + random.nextLong(1L << 40)));
      cycles.put(
          random.nextBoolean() ? values.id() : values.text().strip(),
          Duration.ofSeconds(1 + random.nextInt(100_000)));
    }
    return new Machine(
        new MachineId(estate, tenant, line, id),
        random.nextBoolean() ? id : values.text(),
        period,
        period.multipliedBy(1 + random.nextInt(5)),
        random.nextBoolean() ? null : values.decimal(),
        cycles,
        meters(),
        random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(100_000)),
        values.pick(List.of(Machine.PowerReporting.values())),
        random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextLong(1L << 41)),
        random.nextBoolean() ? null : mapping(tenant + '/' + line + '/' + id));
  }

  /** Names that no other machine has. */
  private DeviceMapping mapping(String name) {
    Map<Signal, Value> signals = new TreeMap<>();
    signals.put(
        Signal.STATE,
        new Value(
            new Place("/status 1/mode", Map.of()),
            BigDecimal.ONE,
            BigDecimal.ZERO,
            random.nextBoolean()
                ? Map.of()
                : new TreeMap<>(Map.of("1", MachineState.RUNNING, "ON", MachineState.IDLE))));
    signals.put(
        Signal.TEMPERATURE_C,
        new Value(
            new Place("/tags/*/v", Map.of("id", "a \"quoted\" name")),
            new BigDecimal("0.5"),
            new BigDecimal("-17"),
            Map.of()));
    Place order = random.nextBoolean() ? null : new Place("/order", Map.of());
    if (random.nextBoolean()) {
      return new DeviceMapping(
          new Device("Plant " + name.hashCode(), "Line " + name.replace('/', '-'), "Press 3"),
          null,
          Map.of(
              Signal.GOOD_COUNT,
              new Value(
                  new Place("Inputs/A", Map.of()), BigDecimal.TEN, BigDecimal.ZERO, Map.of())),
          null,
          order == null ? null : new Place("Order", Map.of()),
          null);
    }
    return new DeviceMapping(
        null,
        new Messages(
            "tele/" + name,
            new Stamp(
                new Place("/Time", Map.of()),
                values.pick(List.of(StampUnit.values())),
                random.nextBoolean() ? null : ZoneId.of("Asia/Hong_Kong")),
            random.nextBoolean() ? null : new Place("/seq", Map.of()),
            null),
        signals,
        null,
        order,
        random.nextBoolean() ? null : new Place(".", Map.of()));
  }

  private List<Meter> meters() {
    List<Meter> meters = new ArrayList<>();
    if (random.nextBoolean()) {
      meters.add(meter(Signal.GOOD_COUNT, EnergySource.OTHER, null, null));
    }
    if (random.nextBoolean()) {
      meters.add(meter(Signal.ACTIVE_ENERGY_KWH, EnergySource.GRID, utility(), null));
      meters.add(meter(Signal.ACTIVE_ENERGY_KWH, EnergySource.GRID, utility(), values.date()));
    }
    if (random.nextBoolean()) {
      meters.add(meter(Signal.PV_ENERGY_KWH, EnergySource.PV, null, null));
    }
    if (random.nextBoolean()) {
      meters.add(meter(Signal.TOWNGAS_MJ, EnergySource.OTHER, utility(), values.date()));
    }
    return List.copyOf(meters);
  }

  /** One that a tariff or a factor is of, where there is any. */
  private String utility() {
    List<String> known = new ArrayList<>();
    tariffs.forEach(tariff -> known.add(tariff.utility()));
    factors.stream()
        .map(EmissionFactor::utility)
        .filter(utility -> utility != null)
        .forEach(known::add);
    return known.isEmpty() ? values.id() : values.pick(known);
  }

  private Meter meter(Signal signal, EnergySource source, String utility, LocalDate validFrom) {
    boolean sold = source == EnergySource.PV && random.nextBoolean();
    return new Meter(
        signal,
        source,
        utility,
        random.nextBoolean() ? null : modulus(signal),
        values.decimal(),
        sold ? FeedInTariff.SOLD : FeedInTariff.NONE,
        validFrom,
        swaps(),
        values.pick(List.of(Meter.Counter.values())),
        random.nextBoolean() ? null : values.decimal(),
        random.nextBoolean() ? null : values.decimal());
  }

  private BigDecimal modulus(Signal signal) {
    return signal.kind() == Signal.Kind.ITEMS
        ? BigDecimal.valueOf(1 + random.nextInt(1 << 30))
        : values.decimal();
  }

  /** One may change the multiplier, one does not. */
  private List<MeterSwap> swaps() {
    if (random.nextInt(4) != 0) {
      return List.of();
    }
    Instant first = Instant.ofEpochMilli(random.nextLong(1L << 41));
    return List.of(
        new MeterSwap(first, values.text(), BigDecimal.ZERO, BigDecimal.ZERO, values.decimal()),
        new MeterSwap(first.plusMillis(1), values.text(), BigDecimal.ZERO, BigDecimal.ZERO, null));
  }
}

package hk.innopark.registry;

import hk.innopark.events.AlertChange;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Device;
import hk.innopark.registry.model.DeviceMapping.Messages;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Stamp;
import hk.innopark.registry.model.DeviceMapping.StampUnit;
import hk.innopark.registry.model.DeviceMapping.Value;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.EmissionFactor.Confidence;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.NotificationRule.Escalation;
import hk.innopark.registry.model.NotificationRule.Quiet;
import hk.innopark.registry.model.RateBlock;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.DemandCharge.Window;
import hk.innopark.registry.model.Tariff.EnergyBand;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Valid reference data of every shape, each from one random number. */
final class RegistryArbitraries {
  private static final String ID_LETTERS = "abcXYZ019._-";
  private static final String[] AWKWARD_TEXTS = {
    "plain",
    "true",
    "No",
    "null",
    "~",
    "123",
    "1e3",
    "2026-01-01",
    "a: b",
    "# no comment",
    "- x",
    "\"quoted\"",
    "back\\slash",
    "'single'",
    " spaced ",
    "香港",
    "😀 astral",
    "{a}",
    "[b]",
    "&x",
    "*x",
    "!tag",
    "%",
    "@",
    "`",
    "0x1F",
    "12:30",
    "a,b",
    "?",
    "|",
    ">",
    "é",
    "<b>",
    ".inf",
    "1_000"
  };

  private final Random random;
  private List<Tariff> tariffs;
  private List<EmissionFactor> factors;

  private RegistryArbitraries(long seed) {
    this.random = new Random(seed);
  }

  static Arbitrary<Registry> registries() {
    return Arbitraries.longs().map(RegistryArbitraries::registry);
  }

  static Registry registry(long seed) {
    return new RegistryArbitraries(seed).registry();
  }

  private Registry registry() {
    List<ShiftCalendar> calendars = list(1, 3, this::calendar, ShiftCalendar::id);
    tariffs = list(0, 3, this::tariff, Tariff::id);
    factors = list(0, 5, this::factor, EmissionFactor::id);
    List<Tenant> tenants = list(1, 3, () -> tenant(calendars), Tenant::id);
    List<NotificationChannel> channels =
        list(0, 4, () -> channel(pick(tenants)), c -> c.tenant() + "\u0000" + c.id());
    return new Registry(
        tenants,
        calendars,
        tariffs,
        factors,
        list(0, 3, () -> commitment(pick(tenants).id()), Commitment::id),
        list(
            0,
            3,
            () -> declaration(pick(tenants).id()),
            d -> String.join("\u0000", d.tenant(), "" + d.principle(), d.metric(), d.period())),
        list(
            0,
            4,
            () -> alert(pick(tenants)),
            a ->
                String.join(
                    "\u0000",
                    a.tenant(),
                    a.line() == null ? "" : a.line(),
                    "" + a.kind().ordinal())),
        list(0, 1, () -> baseline(pick(tenants).id()), Baseline::id),
        list(
            0,
            5,
            () ->
                new DailyTemperature(
                    date(), decimal().negate(), random.nextBoolean() ? text() : null),
            day -> day.date().toString()),
        list(0, 2, () -> certificate(pick(tenants).id()), Certificate::id),
        list(0, 2, this::criterion, Criterion::id),
        channels,
        channels.isEmpty()
            ? List.of()
            : list(
                0,
                4,
                () -> notification(pick(channels), tenants),
                n -> n.tenant() + "\u0000" + n.id()),
        List.of());
  }

  private interface Maker<T> {
    T make();
  }

  private interface Key<T> {
    String of(T value);
  }

  /** Sorted by key, each key once. */
  private <T> List<T> list(int least, int most, Maker<T> maker, Key<T> key) {
    Map<String, T> byKey = new TreeMap<>();
    int size = least + random.nextInt(most - least + 1);
    for (int i = 0; i < size; i++) {
      T value = maker.make();
      byKey.putIfAbsent(key.of(value), value);
    }
    return List.copyOf(byKey.values());
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String id() {
    StringBuilder id = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private String text() {
    return AWKWARD_TEXTS[random.nextInt(AWKWARD_TEXTS.length)];
  }

  private BigDecimal decimal() {
    return Decimals.canonical(
        BigDecimal.valueOf(1 + random.nextLong(1_000_000_000L), random.nextInt(10)));
  }

  private LocalDate date() {
    return LocalDate.ofEpochDay(18_000 + random.nextInt(4000));
  }

  private Tenant tenant(List<ShiftCalendar> calendars) {
    String id = id();
    String estate = pick(List.of("tai-po", "yuen-long", "tseung-kwan-o"));
    List<Line> lines =
        list(
            1,
            2,
            () -> {
              String line = id();
              List<Machine> machines =
                  list(1, 3, () -> machine(estate, id, line), machine -> machine.id().machine());
              return new Line(
                  line, random.nextBoolean() ? line : text(), pick(calendars).id(), machines);
            },
            Line::id);
    return new Tenant(id, random.nextBoolean() ? id : text(), estate, lines);
  }

  private Machine machine(String estate, String tenant, String line) {
    String id = id();
    Duration period = Duration.ofMillis(1 + random.nextInt(100_000));
    Map<String, Duration> cycles = new TreeMap<>();
    if (random.nextBoolean()) {
      cycles.put(Machine.DEFAULT_PRODUCT, Duration.ofNanos(1 + random.nextLong(1L << 40)));
      cycles.put(
          random.nextBoolean() ? id() : text().strip(),
          Duration.ofSeconds(1 + random.nextInt(100_000)));
    }
    return new Machine(
        new MachineId(estate, tenant, line, id),
        random.nextBoolean() ? id : text(),
        period,
        period.multipliedBy(1 + random.nextInt(5)),
        random.nextBoolean() ? null : decimal(),
        cycles,
        meters(),
        random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(100_000)),
        pick(List.of(Machine.PowerReporting.values())),
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
                pick(List.of(StampUnit.values())),
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
      meters.add(meter(Signal.ACTIVE_ENERGY_KWH, EnergySource.GRID, utility(), date()));
    }
    if (random.nextBoolean()) {
      meters.add(meter(Signal.PV_ENERGY_KWH, EnergySource.PV, null, null));
    }
    if (random.nextBoolean()) {
      meters.add(meter(Signal.TOWNGAS_MJ, EnergySource.OTHER, utility(), date()));
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
    return known.isEmpty() ? id() : pick(known);
  }

  private Meter meter(Signal signal, EnergySource source, String utility, LocalDate validFrom) {
    boolean sold = source == EnergySource.PV && random.nextBoolean();
    return new Meter(
        signal,
        source,
        utility,
        random.nextBoolean() ? null : modulus(signal),
        decimal(),
        sold ? FeedInTariff.SOLD : FeedInTariff.NONE,
        validFrom,
        swaps(),
        pick(List.of(Meter.Counter.values())),
        random.nextBoolean() ? null : decimal(),
        random.nextBoolean() ? null : decimal());
  }

  private BigDecimal modulus(Signal signal) {
    return signal.kind() == Signal.Kind.ITEMS
        ? BigDecimal.valueOf(1 + random.nextInt(1 << 30))
        : decimal();
  }

  /** One may change the multiplier, one does not. */
  private List<MeterSwap> swaps() {
    if (random.nextInt(4) != 0) {
      return List.of();
    }
    Instant first = Instant.ofEpochMilli(random.nextLong(1L << 41));
    return List.of(
        new MeterSwap(first, text(), BigDecimal.ZERO, BigDecimal.ZERO, decimal()),
        new MeterSwap(first.plusMillis(1), text(), BigDecimal.ZERO, BigDecimal.ZERO, null));
  }

  /** Shifts fill disjoint slots of a day; the last one may reach into the next morning. */
  private ShiftCalendar calendar() {
    Set<DayOfWeek> days = EnumSet.of(pick(List.of(DayOfWeek.values())));
    days.add(pick(List.of(DayOfWeek.values())));
    LocalDate exception = date();
    Set<LocalDate> holidays = new TreeSet<>(List.of(date(), date()));
    holidays.remove(exception);
    return new ShiftCalendar(
        id(),
        ZoneId.of(pick(List.of("Asia/Hong_Kong", "UTC", "+08:00"))),
        shifts(days),
        random.nextBoolean() ? Set.of() : holidays,
        random.nextBoolean()
            ? List.of()
            : List.of(new ExceptionDay(exception, shifts(Set.of(exception.getDayOfWeek())))));
  }

  private List<Shift> shifts(Set<DayOfWeek> days) {
    if (random.nextInt(4) == 0) {
      return List.of(new Shift("all", days, 360, 1440, List.of()));
    }
    int early = 360 + random.nextInt(60);
    Break lunch = new Break(LocalTime.of(10, 0), LocalTime.of(10, random.nextInt(59) + 1));
    Break midnight = new Break(LocalTime.of(23, random.nextInt(60)), LocalTime.MIDNIGHT);
    Break night = new Break(LocalTime.of(1, random.nextInt(60)), LocalTime.of(2, 30));
    return List.of(
        new Shift("b", days, early, 720 + random.nextInt(60), List.of(lunch)),
        new Shift("a", days, 1200 + random.nextInt(60), 1440 + 200, List.of(midnight, night)));
  }

  private Tariff tariff() {
    List<EnergyBand> bands = new ArrayList<>();
    if (random.nextBoolean()) {
      bands.add(
          new EnergyBand(
              "day",
              Set.of(),
              LocalTime.of(9, 0),
              LocalTime.of(21, 0),
              decimal(),
              random.nextBoolean() ? List.of() : blocks()));
      bands.add(
          new EnergyBand(
              "late",
              EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
              LocalTime.of(21, 0),
              LocalTime.MIDNIGHT,
              decimal()));
      bands.add(new EnergyBand("sunday", Set.of(DayOfWeek.SUNDAY), null, null, BigDecimal.ZERO));
    }
    bands.add(new EnergyBand("rest", Set.of(), null, null, decimal()));
    boolean banded = random.nextBoolean();
    DemandCharge demand =
        new DemandCharge(
            Duration.ofMinutes(pick(List.of(15, 30, 60, 1440))),
            pick(List.of(Window.values())),
            decimal(),
            random.nextBoolean() ? BigDecimal.ZERO : decimal(),
            banded ? "rest" : null,
            banded ? decimal() : BigDecimal.ZERO,
            random.nextBoolean() ? List.of() : blocks());
    String id = id();
    return new Tariff(
        id,
        // a utility of its own, so that no two tariffs begin on one day
        id,
        date(),
        "HKD",
        List.copyOf(bands),
        random.nextBoolean() ? BigDecimal.ZERO : decimal().negate(),
        random.nextBoolean() ? null : demand,
        text(),
        random.nextBoolean() ? Set.of() : new TreeSet<>(List.of(date(), date())));
  }

  private List<RateBlock> blocks() {
    BigDecimal first = decimal();
    return List.of(
        new RateBlock(first, decimal()), new RateBlock(first.add(BigDecimal.ONE), decimal()));
  }

  private Baseline baseline(String tenant) {
    boolean weather = random.nextBoolean();
    return new Baseline(
        id(),
        tenant,
        null,
        date().withDayOfMonth(1),
        decimal().negate(),
        decimal(),
        weather ? decimal() : BigDecimal.ZERO,
        weather ? decimal() : null,
        new BigDecimal("0.75"),
        10 + random.nextInt(1000),
        text());
  }

  private EmissionFactor factor() {
    boolean electricity = random.nextBoolean();
    Basis basis = electricity ? pick(List.of(Basis.values())) : null;
    String carrier = electricity ? "electricity" : "water";
    String utility = random.nextBoolean() ? null : id();
    int scope = electricity ? 2 : 3;
    LocalDate validFrom = date();
    return new EmissionFactor(
        "%s:%s:%d:%s:%s"
            .formatted(
                carrier,
                utility == null ? "*" : utility,
                scope,
                basis == null ? "*" : Choices.word(basis),
                validFrom),
        carrier,
        utility,
        validFrom,
        decimal(),
        electricity ? "kwh" : "m3",
        scope,
        basis,
        text(),
        pick(List.of(Confidence.values())));
  }

  private Commitment commitment(String tenant) {
    BigDecimal baseline = decimal();
    return new Commitment(
        id(),
        tenant,
        "throughput.oee",
        baseline,
        baseline.add(BigDecimal.ONE),
        date(),
        Decimals.canonical(BigDecimal.valueOf(random.nextInt(101), 2)),
        pick(List.of(Commitment.Over.values())),
        random.nextBoolean() ? null : "2025",
        random.nextBoolean() ? null : text(),
        random.nextBoolean() ? Commitment.FIRST_METHOD : text());
  }

  private Certificate certificate(String tenant) {
    return new Certificate(
        // an id is used once, for ever, and so not again by the next sample
        "c-" + Long.toHexString(random.nextLong()),
        tenant,
        text(),
        decimal(),
        2020 + random.nextInt(9),
        random.nextBoolean() ? "2026" : "2026-11",
        text());
  }

  private Criterion criterion() {
    return new Criterion(
        id(),
        1 + random.nextInt(8),
        random.nextBoolean() ? "energy.kwh_per_good" : "capex_hkd",
        random.nextBoolean() ? null : decimal(),
        random.nextBoolean() ? null : decimal().negate(),
        decimal(),
        text());
  }

  private NotificationChannel channel(Tenant tenant) {
    NotificationChannel.Kind kind = pick(List.of(NotificationChannel.Kind.values()));
    return new NotificationChannel(
        tenant.id(),
        id(),
        kind,
        kind == NotificationChannel.Kind.EMAIL ? List.of("a@example.com", "b.c+d@x.hk") : List.of(),
        kind == NotificationChannel.Kind.WEBHOOK ? URI.create("https://mes.example/a?b=c") : null,
        pick(NotificationChannel.LANGUAGES),
        random.nextBoolean() ? kind.usualChanges() : List.of(AlertChange.CLEARED));
  }

  private NotificationRule notification(NotificationChannel channel, List<Tenant> tenants) {
    Tenant tenant =
        tenants.stream().filter(one -> one.id().equals(channel.tenant())).findFirst().orElseThrow();
    return new NotificationRule(
        tenant.id(),
        id(),
        random.nextBoolean() ? List.of() : List.of(pick(List.of(AlertKind.values()))),
        pick(List.of(AlertKind.Severity.values())),
        random.nextBoolean() ? List.of() : List.of(tenant.lines().get(0).id()),
        random.nextBoolean() ? List.of() : List.of("early", "night"),
        List.of(channel.id()),
        random.nextBoolean()
            ? null
            : new Quiet(
                LocalTime.of(22, 30),
                LocalTime.MIDNIGHT,
                ZoneId.of("Asia/Hong_Kong"),
                random.nextBoolean() ? null : AlertKind.Severity.CRITICAL),
        random.nextBoolean()
            ? null
            : new Escalation(Duration.ofMinutes(15), List.of(channel.id())));
  }

  private AlertRule alert(Tenant tenant) {
    AlertKind kind = pick(List.of(AlertKind.values()));
    boolean ofLine = kind.level() != Level.TENANT && random.nextBoolean();
    AlertRuleReader.Thresholds names = AlertRuleReader.Thresholds.of(kind);
    boolean hasThreshold = names.raise() != null;
    // such that it lies on the right side of the kind's own other threshold
    BigDecimal threshold = new BigDecimal(names.isLowBad() ? "0.25" : "12.5");
    return new AlertRule(
        tenant.id(),
        ofLine ? pick(tenant.lines()).id() : null,
        kind,
        random.nextBoolean() ? null : random.nextBoolean(),
        hasThreshold && random.nextBoolean() ? threshold : null,
        null,
        kind == AlertKind.SENSOR_SILENT || random.nextBoolean()
            ? null
            : Duration.ofMinutes(1 + random.nextInt(1440)),
        random.nextBoolean() ? null : Duration.ofMinutes(1 + random.nextInt(90)),
        kind == AlertKind.SENSOR_STUCK && random.nextBoolean()
            ? List.of(Signal.VIBRATION_MM_S, Signal.FLOW_M3_H)
            : List.of());
  }

  private Declaration declaration(String tenant) {
    return new Declaration(
        tenant,
        1 + random.nextInt(8),
        id(),
        random.nextBoolean() ? "2026" : "2026-0" + (1 + random.nextInt(9)),
        decimal().negate(),
        text());
  }
}

package hk.innopark.registry;

import static hk.innopark.registry.RegistryOrder.sorted;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Machine.PowerReporting;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.Counter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.StopReason;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.EnergyBand;
import hk.innopark.registry.model.Tenant;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The reference data as the tree that a registry file holds; defaults are left out. */
final class RegistryTree {
  private RegistryTree() {}

  static Map<String, Object> of(Registry registry) {
    Tree tree = new Tree();
    tree.list("tenants", sorted(registry.tenants(), RegistryOrder.TENANTS), RegistryTree::tenant);
    tree.list(
        "calendars", sorted(registry.calendars(), RegistryOrder.CALENDARS), RegistryTree::calendar);
    tree.list("tariffs", sorted(registry.tariffs(), RegistryOrder.TARIFFS), RegistryTree::tariff);
    tree.list("factors", sorted(registry.factors(), RegistryOrder.FACTORS), RegistryTree::factor);
    tree.list(
        "commitments",
        sorted(registry.commitments(), RegistryOrder.COMMITMENTS),
        RegistryTree::commitment);
    tree.list(
        "declarations",
        sorted(registry.declarations(), RegistryOrder.DECLARATIONS),
        RegistryTree::declaration);
    tree.list(
        "certificates",
        sorted(registry.certificates(), RegistryOrder.CERTIFICATES),
        RegistryTree::certificate);
    tree.list(
        "criteria", sorted(registry.criteria(), RegistryOrder.CRITERIA), RegistryTree::criterion);
    tree.list("alerts", sorted(registry.alerts(), RegistryOrder.ALERTS), RegistryTree::alert);
    tree.list(
        "baselines", sorted(registry.baselines(), RegistryOrder.BASELINES), RegistryTree::baseline);
    tree.list("reasons", registry.reasons(), RegistryTree::reason);
    tree.list(
        "temperatures",
        sorted(registry.temperatures(), RegistryOrder.TEMPERATURES),
        day ->
            new Tree()
                .put("date", day.date().toString())
                .put("mean_c", day.meanC())
                .put("source", day.source()));
    tree.list(
        "channels", sorted(registry.channels(), RegistryOrder.CHANNELS), NotificationTree::channel);
    tree.list(
        "notifications",
        sorted(registry.notifications(), RegistryOrder.NOTIFICATIONS),
        NotificationTree::rule);
    return tree.members;
  }

  private static Tree tenant(Tenant tenant) {
    return new Tree()
        .put("id", tenant.id())
        .put("name", nameUnlessId(tenant.name(), tenant.id()))
        .put("estate", tenant.estate())
        .list("lines", sorted(tenant.lines(), RegistryOrder.LINES), RegistryTree::line);
  }

  private static Tree line(Line line) {
    return new Tree()
        .put("id", line.id())
        .put("name", nameUnlessId(line.name(), line.id()))
        .put("calendar", line.calendar())
        .list("machines", sorted(line.machines(), RegistryOrder.MACHINES), RegistryTree::machine);
  }

  private static Tree machine(Machine machine) {
    Tree tree =
        new Tree()
            .put("id", machine.id().machine())
            .put("name", nameUnlessId(machine.name(), machine.id().machine()))
            .put("sample_period", machine.samplePeriod().toString())
            .put("stale_after", machine.staleAfter().toString())
            .put("rated_kw", machine.ratedKw());
    if (!machine.idealCycle().isEmpty()) {
      Map<String, String> cycles = new TreeMap<>();
      machine.idealCycle().forEach((product, cycle) -> cycles.put(product, cycle.toString()));
      tree.put("ideal_cycle", cycles);
    }
    return tree.list("meters", sorted(machine.meters(), RegistryOrder.METERS), RegistryTree::meter)
        .put("micro_stop", machine.microStop() == null ? null : machine.microStop().toString())
        .put(
            "power_reporting",
            machine.powerReporting() == PowerReporting.PERIODIC
                ? null
                : Choices.word(machine.powerReporting()))
        .put(
            "expected_from",
            machine.expectedFrom() == null ? null : machine.expectedFrom().toString())
        .put("mapping", machine.mapping() == null ? null : MappingTree.of(machine.mapping()));
  }

  private static String nameUnlessId(String name, String id) {
    return name.equals(id) ? null : name;
  }

  private static Tree meter(Meter meter) {
    return new Tree()
        .put("signal", meter.signal().wireName())
        .put("source", Choices.word(meter.source()))
        .put("utility", meter.utility())
        .put("modulus", meter.modulus())
        .put("multiplier", meter.multiplier())
        .put("feed_in_tariff", meter.feedInTariff() == FeedInTariff.SOLD ? "sold" : null)
        .put("valid_from", meter.validFrom() == null ? null : meter.validFrom().toString())
        .list("swaps", meter.swaps(), RegistryTree::swap)
        .put("counter", meter.counter() == Counter.LIFETIME ? null : Choices.word(meter.counter()))
        .put("max_per_h", meter.maxPerHour())
        .put("accuracy_pct", meter.accuracyPct());
  }

  private static Tree swap(MeterSwap swap) {
    return new Tree()
        .put("at", swap.at().toString())
        .put("serial", swap.serial())
        .put("final", swap.finalReading())
        .put("first", swap.firstReading())
        .put("multiplier", swap.multiplier());
  }

  static Tree calendar(ShiftCalendar calendar) {
    return new Tree()
        .put("id", calendar.id())
        .put("zone", calendar.zone().getId())
        .list("shifts", sorted(calendar.shifts(), RegistryOrder.SHIFTS), RegistryTree::shift)
        .texts("holidays", calendar.holidays().stream().sorted().map(LocalDate::toString).toList())
        .list(
            "exceptions",
            sorted(calendar.exceptions(), RegistryOrder.EXCEPTIONS),
            RegistryTree::exception);
  }

  private static Tree shift(Shift shift) {
    Tree tree = new Tree().put("id", shift.id()).texts("days", days(shift.days()));
    return timesAndBreaks(tree, shift);
  }

  private static Tree exception(ExceptionDay exception) {
    List<Map<String, Object>> shifts =
        sorted(exception.shifts(), RegistryOrder.SHIFTS).stream()
            .map(shift -> timesAndBreaks(new Tree().put("id", shift.id()), shift).members)
            .toList();
    return new Tree().put("date", exception.date().toString()).put("shifts", shifts);
  }

  private static Tree timesAndBreaks(Tree tree, Shift shift) {
    int end = shift.endMinute();
    return tree.put("start", Times.text(shift.startMinute()))
        .put("end", end == Times.MINUTES_PER_DAY ? "24:00" : Times.text(end))
        .list("breaks", shift.breaks(), RegistryTree::breakTime);
  }

  private static Tree breakTime(Break value) {
    return new Tree().put("start", value.start().toString()).put("end", Times.endText(value.end()));
  }

  private static List<String> days(Set<DayOfWeek> days) {
    return days.isEmpty()
        ? List.of()
        : EnumSet.copyOf(days).stream().map(day -> Choices.word(day)).toList();
  }

  private static Tree tariff(Tariff tariff) {
    return new Tree()
        .put("id", tariff.id())
        .put("utility", tariff.utility())
        .put("valid_from", tariff.validFrom().toString())
        .put("currency", tariff.currency())
        .list("energy", tariff.energy(), RegistryTree::band)
        .put(
            "fuel_adjustment_per_kwh",
            tariff.fuelAdjustmentPerKwh().signum() == 0 ? null : tariff.fuelAdjustmentPerKwh())
        .put("demand", tariff.demand() == null ? null : demand(tariff.demand()).members)
        .put("source", tariff.source())
        .texts("holidays", tariff.holidays().stream().sorted().map(LocalDate::toString).toList());
  }

  private static Tree band(EnergyBand band) {
    return new Tree()
        .put("name", band.name())
        .texts("days", days(band.days()))
        .put("start", band.start() == null ? null : band.start().toString())
        .put("end", band.end() == null ? null : Times.endText(band.end()))
        .put("per_kwh", band.perKwh())
        .list("blocks", band.blocks(), block -> RateBlocks.tree(block, "up_to_kwh", "per_kwh"));
  }

  private static Tree demand(DemandCharge demand) {
    return new Tree()
        .put("window", demand.window().toString())
        .put("sliding", demand.kind() == DemandCharge.Window.SLIDING)
        .put("per_kva_month", demand.perKvaMonth())
        .put("minimum_kva", demand.minimumKva())
        .put("band", demand.band())
        .put(
            "outside_per_kva_month",
            demand.outsidePerKvaMonth().signum() == 0 ? null : demand.outsidePerKvaMonth())
        .list(
            "blocks",
            demand.blocks(),
            block -> RateBlocks.tree(block, "up_to_kva", "per_kva_month"));
  }

  private static Tree factor(EmissionFactor factor) {
    return new Tree()
        .put("carrier", factor.carrier())
        .put("utility", factor.utility())
        .put("valid_from", factor.validFrom().toString())
        .put("kg_per_unit", factor.kgPerUnit())
        .put("unit", factor.unit())
        .put("scope", factor.scope())
        .put("basis", factor.basis() == null ? null : Choices.word(factor.basis()))
        .put("source", factor.source())
        .put("confidence", Choices.word(factor.confidence()));
  }

  private static Tree commitment(Commitment commitment) {
    return new Tree()
        .put("id", commitment.id())
        .put("tenant", commitment.tenant())
        .put("metric", commitment.metric())
        .put("baseline", commitment.baseline())
        .put("target", commitment.target())
        .put("by", commitment.by().toString())
        .put("minimum_coverage", commitment.minimumCoverage())
        .put(
            "judged_over",
            commitment.judgedOver() == Commitment.Over.MONTH
                ? null
                : commitment.judgedOver().wireName())
        .put("baseline_period", commitment.baselinePeriod())
        .put("boundary", commitment.boundary())
        .put(
            "method",
            commitment.method().equals(Commitment.FIRST_METHOD) ? null : commitment.method());
  }

  private static Tree certificate(Certificate certificate) {
    return new Tree()
        .put("id", certificate.id())
        .put("tenant", certificate.tenant())
        .put("account", certificate.account())
        .put("kwh", certificate.kwh())
        .put("year", certificate.year())
        .put("period", certificate.period())
        .put("source", certificate.source());
  }

  private static Tree criterion(Criterion criterion) {
    return new Tree()
        .put("id", criterion.id())
        .put("principle", criterion.principle())
        .put("metric", criterion.metric())
        .put("at_least", criterion.atLeast())
        .put("at_most", criterion.atMost())
        .put("weight", criterion.weight())
        .put("source", criterion.source());
  }

  private static Tree baseline(Baseline baseline) {
    boolean hasWeather = baseline.baseTemperatureC() != null;
    return new Tree()
        .put("id", baseline.id())
        .put("tenant", baseline.tenant())
        .put("line", baseline.line())
        .put("valid_from", baseline.validFrom().toString())
        .put("kwh_per_day", baseline.kwhPerDay())
        .put("kwh_per_item", baseline.kwhPerItem())
        .put("kwh_per_degree_day", hasWeather ? baseline.kwhPerDegreeDay() : null)
        .put("base_temperature_c", baseline.baseTemperatureC())
        .put("r_squared", baseline.rSquared())
        .put("points", baseline.points())
        .put("source", baseline.source());
  }

  private static Tree declaration(Declaration declaration) {
    return new Tree()
        .put("tenant", declaration.tenant())
        .put("principle", declaration.principle())
        .put("metric", declaration.metric())
        .put("period", declaration.period())
        .put("value", declaration.value())
        .put("evidence", declaration.evidence());
  }

  private static Tree reason(StopReason reason) {
    return new Tree()
        .put("tenant", reason.tenant())
        .put("id", reason.id())
        .put("name", nameUnlessId(reason.name(), reason.id()))
        .put("under", reason.under())
        .put("standard", reason.standard().wireName());
  }

  private static Tree alert(AlertRule rule) {
    AlertRuleReader.Thresholds names = AlertRuleReader.Thresholds.of(rule.kind());
    return new Tree()
        .put("tenant", rule.tenant())
        .put("line", rule.line())
        .put("kind", rule.kind().wireName())
        .put("enabled", rule.enabled())
        .put(names.raise(), rule.raise())
        .put(names.clear(), rule.clear())
        .put("for", rule.lasting() == null ? null : rule.lasting().toString())
        .put("clear_for", rule.clearFor() == null ? null : rule.clearFor().toString())
        .texts("signals", rule.signals().stream().map(Signal::wireName).toList());
  }

  /**
   * Members in the order of the contract: text, numbers, booleans, lists and maps. Null and empty
   * ones are left out.
   */
  static final class Tree {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Tree put(String key, Object value) {
      if (value != null) {
        members.put(key, value);
      }
      return this;
    }

    Map<String, Object> members() {
      return members;
    }

    Tree texts(String key, Collection<String> values) {
      return values.isEmpty() ? this : put(key, List.copyOf(values));
    }

    <T> Tree list(String key, List<T> items, Function<T, Tree> tree) {
      return items.isEmpty()
          ? this
          : put(key, items.stream().map(item -> tree.apply(item).members).toList());
    }
  }
}

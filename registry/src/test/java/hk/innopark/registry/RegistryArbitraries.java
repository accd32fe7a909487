package hk.innopark.registry;

import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tenant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Valid reference data of every shape, each from one random number. */
final class RegistryArbitraries {
  private final Random random;
  private final RandomValues values;

  private RegistryArbitraries(long seed) {
    random = new Random(seed);
    values = new RandomValues(random);
  }

  static Arbitrary<Registry> registries() {
    return Arbitraries.longs().map(RegistryArbitraries::registry);
  }

  static Registry registry(long seed) {
    return new RegistryArbitraries(seed).registry();
  }

  private Registry registry() {
    RandomTariffs costs = new RandomTariffs(random);
    RandomCommitments commitments = new RandomCommitments(random);
    RandomAlerts alerts = new RandomAlerts(random);
    List<ShiftCalendar> calendars =
        values.list(1, 3, new RandomCalendars(random)::calendar, ShiftCalendar::id);
    List<Tariff> tariffs = values.list(0, 3, costs::tariff, Tariff::id);
    List<EmissionFactor> factors = values.list(0, 5, costs::factor, EmissionFactor::id);
    RandomMachines machines = new RandomMachines(random, tariffs, factors);
    List<Tenant> tenants = values.list(1, 3, () -> tenant(calendars, machines), Tenant::id);
    List<NotificationChannel> channels =
        values.list(
            0, 4, () -> alerts.channel(values.pick(tenants)), c -> c.tenant() + "\u0000" + c.id());
    return new Registry(
        tenants,
        calendars,
        tariffs,
        factors,
        values.list(0, 3, () -> commitments.commitment(values.pick(tenants).id()), Commitment::id),
        values.list(
            0,
            3,
            () -> commitments.declaration(values.pick(tenants).id()),
            d -> String.join("\u0000", d.tenant(), "" + d.principle(), d.metric(), d.period())),
        values.list(
            0,
            4,
            () -> alerts.alert(values.pick(tenants)),
            a ->
                String.join(
                    "\u0000",
                    a.tenant(),
                    a.line() == null ? "" : a.line(),
                    "" + a.kind().ordinal())),
        values.list(0, 1, () -> commitments.baseline(values.pick(tenants).id()), Baseline::id),
        values.list(
            0,
            5,
            () ->
                new DailyTemperature(
                    values.date(),
                    values.decimal().negate(),
                    random.nextBoolean() ? values.text() : null),
            day -> day.date().toString()),
        values.list(
            0, 2, () -> commitments.certificate(values.pick(tenants).id()), Certificate::id),
        values.list(0, 2, commitments::criterion, Criterion::id),
        channels,
        channels.isEmpty()
            ? List.of()
            : values.list(
                0,
                4,
                () -> alerts.notification(values.pick(channels), tenants),
                n -> n.tenant() + "\u0000" + n.id()),
        List.of());
  }

  private Tenant tenant(List<ShiftCalendar> calendars, RandomMachines machines) {
    String id = values.id();
    String estate = values.pick(List.of("tai-po", "yuen-long", "tseung-kwan-o"));
    List<Line> lines =
        values.list(
            1,
            2,
            () -> {
              String line = values.id();
              List<Machine> ofLine =
                  values.list(
                      1,
                      3,
                      () -> machines.machine(estate, id, line),
                      machine -> machine.id().machine());
              return new Line(
                  line,
                  random.nextBoolean() ? line : values.text(),
                  values.pick(calendars).id(),
                  ofLine);
            },
            Line::id);
    return new Tenant(id, random.nextBoolean() ? id : values.text(), estate, lines);
  }
}

package hk.innopark.registry;

import static hk.innopark.registry.RegistryOrder.sorted;

import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Machine.PowerReporting;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.Counter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import hk.innopark.registry.model.Tenant;
import java.util.Map;
import java.util.TreeMap;

/** A tenant's lines, machines and meters, as a registry file holds them; defaults are left out. */
final class TenantTree {
  private TenantTree() {}

  static Tree tenant(Tenant tenant) {
    return new Tree()
        .put("id", tenant.id())
        .name(tenant.name(), tenant.id())
        .put("estate", tenant.estate())
        .list("lines", sorted(tenant.lines(), RegistryOrder.LINES), TenantTree::line);
  }

  private static Tree line(Line line) {
    return new Tree()
        .put("id", line.id())
        .name(line.name(), line.id())
        .put("calendar", line.calendar())
        .list("machines", sorted(line.machines(), RegistryOrder.MACHINES), TenantTree::machine);
  }

  private static Tree machine(Machine machine) {
    Tree tree =
        new Tree()
            .put("id", machine.id().machine())
            .name(machine.name(), machine.id().machine())
            .put("sample_period", machine.samplePeriod().toString())
            .put("stale_after", machine.staleAfter().toString())
            .put("rated_kw", machine.ratedKw());
    if (!machine.idealCycle().isEmpty()) {
      Map<String, String> cycles = new TreeMap<>();
      machine.idealCycle().forEach((product, cycle) -> cycles.put(product, cycle.toString()));
      tree.put("ideal_cycle", cycles);
    }
    return tree.list("meters", sorted(machine.meters(), RegistryOrder.METERS), TenantTree::meter)
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

  private static Tree meter(Meter meter) {
    return new Tree()
        .put("signal", meter.signal().wireName())
        .put("source", Choices.word(meter.source()))
        .put("utility", meter.utility())
        .put("modulus", meter.modulus())
        .put("multiplier", meter.multiplier())
        .put("feed_in_tariff", meter.feedInTariff() == FeedInTariff.SOLD ? "sold" : null)
        .put("valid_from", meter.validFrom() == null ? null : meter.validFrom().toString())
        .list("swaps", meter.swaps(), TenantTree::swap)
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
}

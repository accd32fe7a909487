package hk.innopark.registry;

import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.time.LocalDate;

/** Tariffs and emission factors as a registry file holds them; defaults are left out. */
final class TariffTree {
  private TariffTree() {}

  static Tree tariff(Tariff tariff) {
    return new Tree()
        .put("id", tariff.id())
        .put("utility", tariff.utility())
        .put("valid_from", tariff.validFrom().toString())
        .put("currency", tariff.currency())
        .list("energy", tariff.energy(), TariffTree::band)
        .put(
            "fuel_adjustment_per_kwh",
            tariff.fuelAdjustmentPerKwh().signum() == 0 ? null : tariff.fuelAdjustmentPerKwh())
        .put("demand", tariff.demand() == null ? null : demand(tariff.demand()).members())
        .put("source", tariff.source())
        .texts("holidays", tariff.holidays().stream().sorted().map(LocalDate::toString).toList());
  }

  private static Tree band(EnergyBand band) {
    return new Tree()
        .put("name", band.name())
        .texts("days", CalendarTree.days(band.days()))
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

  static Tree factor(EmissionFactor factor) {
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
}

package hk.innopark.registry;

import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.EmissionFactor.Confidence;
import hk.innopark.registry.model.RateBlock;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.DemandCharge.Window;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random tariffs and emission factors. */
final class RandomTariffs {
  private final Random random;
  private final RandomValues values;

  RandomTariffs(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  Tariff tariff() {
    List<EnergyBand> bands = new ArrayList<>();
    if (random.nextBoolean()) {
      bands.add(
          new EnergyBand(
              "day",
              Set.of(),
              LocalTime.of(9, 0),
              LocalTime.of(21, 0),
              values.decimal(),
              random.nextBoolean() ? List.of() : blocks()));
      bands.add(
          new EnergyBand(
              "late",
              EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
              LocalTime.of(21, 0),
              LocalTime.MIDNIGHT,
              values.decimal()));
      bands.add(new EnergyBand("sunday", Set.of(DayOfWeek.SUNDAY), null, null, BigDecimal.ZERO));
    }
    bands.add(new EnergyBand("rest", Set.of(), null, null, values.decimal()));
    boolean banded = random.nextBoolean();
    DemandCharge demand =
        new DemandCharge(
            Duration.ofMinutes(values.pick(List.of(15, 30, 60, 1440))),
            values.pick(List.of(Window.values())),
            values.decimal(),
            random.nextBoolean() ? BigDecimal.ZERO : values.decimal(),
            banded ? "rest" : null,
            banded ? values.decimal() : BigDecimal.ZERO,
            random.nextBoolean() ? List.of() : blocks());
    String id = values.id();
    return new Tariff(
        id,
        // a utility of its own, so that no two tariffs begin on one day
        id,
        values.date(),
        "HKD",
        List.copyOf(bands),
        random.nextBoolean() ? BigDecimal.ZERO : values.decimal().negate(),
        random.nextBoolean() ? null : demand,
        values.text(),
        random.nextBoolean() ? Set.of() : new TreeSet<>(List.of(values.date(), values.date())));
  }

  private List<RateBlock> blocks() {
    BigDecimal first = values.decimal();
    return List.of(
        new RateBlock(first, values.decimal()),
        new RateBlock(first.add(BigDecimal.ONE), values.decimal()));
  }

  EmissionFactor factor() {
    boolean electricity = random.nextBoolean();
    Basis basis = electricity ? values.pick(List.of(Basis.values())) : null;
    String carrier = electricity ? "electricity" : "water";
    String utility = random.nextBoolean() ? null : values.id();
    int scope = electricity ? 2 : 3;
    LocalDate validFrom = values.date();
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
        values.decimal(),
        electricity ? "kwh" : "m3",
        scope,
        basis,
        values.text(),
        values.pick(List.of(Confidence.values())));
  }
}

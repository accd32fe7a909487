package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.ClosedYear.Sum;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.events.Level;
import hk.innopark.events.Signal;
import hk.innopark.events.text.Message;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.lookup.Declarations;
import hk.innopark.registry.lookup.Meters;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the environmental figures of a tenant's year together from closed ledger rows. */
final class EsgReader {
  private static final Message WITHHELD = Message.of("scorecard.withheld_reason");

  private final JsonNode definition = Pages.yaml("/console/esg-kpis.yaml");
  private final Audience audience;
  private final ElementReader elements;
  private final Clock clock;

  EsgReader(Audience audience, ElementReader elements, Clock clock) {
    this.audience = audience;
    this.elements = elements;
    this.clock = clock;
  }

  EsgTable read(
      Tenant tenant,
      Registry registry,
      LedgerReader ledger,
      Moment moment,
      Optional<Year> asked,
      Texts texts) {
    Year current = Year.from(clock.instant().atZone(HongKongTime.ZONE));
    Year year = asked.orElse(current);
    ClosedYear closed = new ClosedYear(ledger, tenant.id(), moment.origin().name(), year);
    Declarations declared = Declarations.ofYear(registry, tenant.id(), year);
    List<EsgTable.Row> rows = new ArrayList<>();
    for (JsonNode row : definition.get("rows")) {
      rows.add(row(row, closed, declared, tenant, texts));
    }
    Uncertainty uncertainty = uncertainty(tenant, closed, moment);
    return new EsgTable(
        tenant.id(),
        tenant.name(),
        year.getValue(),
        List.of(current.getValue() - 2, current.getValue() - 1, current.getValue()),
        AsOf.of(moment, clock.instant()),
        closed.closedShare(),
        closed.coverage(),
        closed.measuredShare(),
        uncertainty.pct(),
        uncertainty.reason() == null ? null : uncertainty.reason().in(texts),
        closed.provisionalFactors(),
        rows);
  }

  private EsgTable.Row row(
      JsonNode row, ClosedYear closed, Declarations declared, Tenant tenant, Texts texts) {
    String kind = row.get("kind").asText();
    String field = row.get("field").asText();
    boolean isOutput = kind.equals("per_good") || kind.equals("output_sum");
    Sum sum;
    if (isOutput && audience.isHkstp()) {
      sum = new Sum(null, WITHHELD, List.of());
    } else {
      sum =
          switch (kind) {
            case "per_good" -> over(total(closed, field), closed.figure("throughput.good"), 1);
            case "per_hour" ->
                over(total(closed, field), closed.nano("energy", "production_ms"), 1e-9 * 3.6e6);
            case "market" -> market(closed, declared);
            case "declared" -> declared(declared, field);
            default -> closed.figure(field);
          };
    }
    if (row.has("signal") && sum.value() != null && sum.value() == 0) {
      String signal = row.get("signal").asText();
      if (!hasMeter(tenant, signal)) {
        sum = new Sum(null, Message.of("year.no_meter"), List.of());
      }
    }
    boolean isDeclared = kind.equals("declared");
    return new EsgTable.Row(
        row.get("id").asText(),
        row.get("hkex").asText(),
        row.get("gri").asText(),
        sum.value() == null ? null : sum.value() * row.get("scale").asDouble(),
        row.get("unit").asText(),
        sum.value() == null || isDeclared ? null : closed.coverage(),
        sum.value() == null ? null : isDeclared ? "declared" : grade(closed),
        sum.reason() == null ? null : sum.reason().in(texts),
        spans(sum.rows()));
  }

  static boolean hasMeter(Tenant tenant, String signal) {
    return tenant.lines().stream()
        .flatMap(line -> line.machines().stream())
        .flatMap(machine -> machine.meters().stream())
        .anyMatch(meter -> meter.signal().wireName().equals(signal));
  }

  private static String grade(ClosedYear closed) {
    Double coverage = closed.coverage();
    Double measured = closed.measuredShare();
    boolean isAll = coverage != null && coverage == 1 && (measured == null || measured == 1);
    return isAll ? "measured" : "estimated";
  }

  private static Sum total(ClosedYear closed, String fields) {
    double sum = 0;
    List<Long> rows = new ArrayList<>();
    for (String field : fields.split("\\+", -1)) {
      Sum one = closed.figure(field);
      if (one.value() == null) {
        return one;
      }
      sum += one.value();
      rows = one.rows();
    }
    return new Sum(sum, null, rows);
  }

  private static Sum over(Sum numerator, Sum denominator, double unit) {
    if (numerator.value() == null) {
      return numerator;
    }
    if (denominator.value() == null || denominator.value() == 0) {
      Message reason =
          denominator.value() == null
              ? denominator.reason()
              : Message.of("year.nothing_to_divide_by");
      return new Sum(null, reason, numerator.rows());
    }
    return new Sum(numerator.value() / (denominator.value() / unit), null, numerator.rows());
  }

  /** Σ (grid − certificates) · factor; of a year that runs, certificates by its closed part. */
  private static Sum market(ClosedYear closed, Declarations declared) {
    Sum location = closed.figure("sustainability.scope2_market_kg");
    if (location.value() == null) {
      return location;
    }
    double kg = closed.nano("sustainability", "scope2_market_nano_kg").value();
    Double grid = closed.nano("sustainability", "grid_nano_kwh").value();
    double certificates =
        declared.certificatesKwh().doubleValue() * Math.min(1, closed.closedShare());
    double used = grid == null || grid <= 0 ? 0 : Math.min(1, certificates / grid);
    return new Sum(kg * (1 - used), null, location.rows());
  }

  private static Sum declared(Declarations declared, String field) {
    Optional<BigDecimal> value =
        switch (field) {
          case "scope1" -> declared.scope1Kg();
          case "scope3" -> declared.scope3Kg();
          case "diverted" -> declared.divertedKg();
          case "disposed" -> declared.disposedKg();
          case "certificates" ->
              Optional.of(declared.certificatesKwh()).filter(kwh -> kwh.signum() > 0);
          default -> Optional.ofNullable(declared.declared().get(field));
        };
    if (value.isPresent()) {
      return new Sum(value.get().doubleValue(), null, List.of());
    }
    String scope = field.equals("scope1") ? ":1:*" : ":3:*";
    Optional<String> missing =
        field.startsWith("scope")
            ? declared.missingFactors().stream()
                .filter(id -> id.endsWith(scope))
                .sorted()
                .findFirst()
            : Optional.empty();
    return new Sum(
        null,
        missing
            .map(id -> Message.of("year.factor_missing", id))
            .orElse(Message.of("year.nothing_declared")),
        List.of());
  }

  private record Uncertainty(Double pct, Message reason) {}

  /** √Σ(xᵢuᵢ)² / Σxᵢ over the machines' meters (ISO 14064-1, annex). */
  private Uncertainty uncertainty(Tenant tenant, ClosedYear closed, Moment moment) {
    if (audience.isHkstp()) {
      return new Uncertainty(null, Message.of("year.machines_withheld"));
    }
    if (closed.isEmpty()) {
      return new Uncertainty(null, Message.of("year.nothing_closed"));
    }
    Selection machines =
        new Selection(
            Level.MACHINE,
            Place.ofTenant(tenant.id()),
            moment.origin().name(),
            EnumSet.of(Measure.ENERGY));
    Period period = new Period(closed.first().orElseThrow(), closed.last());
    double squares = 0;
    double sum = 0;
    for (Map.Entry<Place, Elements> machine : elements.totals(machines, period).entrySet()) {
      double kwh = Math.abs(machine.getValue().orZero("grid_kwh"));
      if (kwh == 0) {
        continue;
      }
      Optional<BigDecimal> accuracy = accuracy(tenant, machine.getKey(), closed);
      if (accuracy.isEmpty()) {
        return new Uncertainty(null, Message.of("year.no_accuracy", machine.getKey().machine()));
      }
      double part = kwh * accuracy.get().doubleValue();
      squares += part * part;
      sum += kwh;
    }
    return sum == 0
        ? new Uncertainty(null, Message.of("none.no_meter"))
        : new Uncertainty(Math.sqrt(squares) / sum, null);
  }

  private static Optional<BigDecimal> accuracy(Tenant tenant, Place place, ClosedYear closed) {
    LocalDate day = closed.last().minusMillis(1).atZone(HongKongTime.ZONE).toLocalDate();
    return tenant
        .line(place.line())
        .flatMap(
            line ->
                line.machines().stream()
                    .filter(machine -> machine.id().machine().equals(place.machine()))
                    .findFirst())
        .flatMap((Machine machine) -> Meters.applicable(machine, Signal.ACTIVE_ENERGY_KWH, day))
        .flatMap(meter -> Optional.ofNullable(meter.accuracyPct()));
  }

  /** Numbers as spans without a gap. */
  static List<List<Long>> spans(List<Long> rows) {
    List<List<Long>> spans = new ArrayList<>();
    long from = -1;
    long to = -1;
    for (long row : rows) {
      if (from >= 0 && row == to + 1) {
        to = row;
      } else {
        if (from >= 0) {
          spans.add(List.of(from, to));
        }
        from = row;
        to = row;
      }
    }
    if (from >= 0) {
      spans.add(List.of(from, to));
    }
    return spans;
  }
}

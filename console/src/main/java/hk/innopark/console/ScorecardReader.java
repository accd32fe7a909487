package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.Scorecard.Declared;
import hk.innopark.console.Scorecard.Judged;
import hk.innopark.console.Scorecard.Missing;
import hk.innopark.console.Scorecard.Principle;
import hk.innopark.console.Scorecard.Shown;
import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.console.ledger.StoredRow;
import hk.innopark.events.Level;
import hk.innopark.events.OutputFields;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a tenant's scorecard together, as far as its audience may see it. */
final class ScorecardReader {
  private static final double SECONDS_AN_HOUR = 3_600;

  private final JsonNode definition = Pages.yaml("/console/principles.yaml");
  private final Audience audience;
  private final ElementReader elements;
  private final Clock clock;

  ScorecardReader(Audience audience, ElementReader elements, Clock clock) {
    this.audience = audience;
    this.elements = elements;
    this.clock = clock;
  }

  Scorecard read(
      Tenant tenant,
      Registry registry,
      List<StoredRow> verdicts,
      List<EvidenceStore.Kept> kept,
      Moment moment,
      boolean mayDeclare,
      Texts texts) {
    Map<String, Double> figures = figures(tenant, moment);
    List<Declared> declared = declared(tenant, registry, kept);
    List<Principle> principles = new ArrayList<>();
    for (JsonNode principle : definition.get("principles")) {
      principles.add(principle(principle, figures, declared, kept, tenant, registry, texts));
    }
    LocalDate today = clock.instant().atZone(HongKongTime.ZONE).toLocalDate();
    Long since = moment.isEmpty() ? null : Long.valueOf(moment.thisMonth().from().toEpochMilli());
    return new Scorecard(
        tenant.id(),
        tenant.name(),
        tenant.estate(),
        AsOf.of(moment, clock.instant()),
        since,
        figures.get("quality_of_data.coverage"),
        mayDeclare,
        principles,
        CommitmentHistory.of(
            registry.commitments().stream().filter(c -> c.tenant().equals(tenant.id())).toList(),
            verdicts,
            audience,
            today,
            texts));
  }

  private Map<String, Double> figures(Tenant tenant, Moment moment) {
    Map<String, Double> named = new HashMap<>();
    List<Machine> machines =
        tenant.lines().stream().flatMap(line -> line.machines().stream()).toList();
    named.put("registry.machines", (double) machines.size());
    named.put(
        "registry.rated_kw",
        machines.stream()
            .map(Machine::ratedKw)
            .filter(kw -> kw != null)
            .mapToDouble(BigDecimal::doubleValue)
            .sum());
    if (moment.isEmpty()) {
      return named;
    }
    Selection selection =
        new Selection(
            Level.TENANT,
            Place.ofTenant(tenant.id()),
            moment.origin().name(),
            EnumSet.allOf(Measure.class));
    Map<String, Double> month =
        new HashMap<>(Ratios.figures(elements.total(selection, moment.thisMonth())));
    hours(month, "production_s", "production_h");
    hours(month, "planned_busy_s", "planned_busy_h");
    for (String measurement :
        List.of("throughput", "energy", "sustainability", "quality_of_data")) {
      month.forEach((field, value) -> named.put(measurement + '.' + field, value));
    }
    return named;
  }

  private static void hours(Map<String, Double> figures, String seconds, String hours) {
    if (figures.containsKey(seconds)) {
      figures.put(hours, figures.get(seconds) / SECONDS_AN_HOUR);
    }
  }

  private Principle principle(
      JsonNode principle,
      Map<String, Double> figures,
      List<Declared> declared,
      List<EvidenceStore.Kept> kept,
      Tenant tenant,
      Registry registry,
      Texts texts) {
    int id = principle.get("id").asInt();
    List<Missing> missing = new ArrayList<>();
    List<Shown> shown = new ArrayList<>();
    for (JsonNode metric : principle.get("figures")) {
      Shown figure = shown(metric.asText(), figures, tenant, texts);
      shown.add(figure);
      if (figure.value() == null && !figure.withheld()) {
        missing.add(new Missing(metric.asText(), figure.reason()));
      }
    }
    String year = Integer.toString(clock.instant().atZone(HongKongTime.ZONE).getYear());
    List<Declared> own =
        declared.stream().filter(one -> principleOf(one, kept, registry, tenant) == id).toList();
    for (JsonNode metric : principle.get("declared")) {
      boolean isThere =
          own.stream()
              .anyMatch(
                  one ->
                      one.metric().equals(metric.asText())
                          && one.withdrawn() == null
                          && one.period().startsWith(year));
      if (!isThere) {
        missing.add(new Missing(metric.asText(), texts.get("scorecard.not_declared", year)));
      }
    }
    own.stream()
        .filter(one -> one.withdrawn() == null && one.document() == null)
        .forEach(
            one ->
                missing.add(
                    new Missing(one.metric(), texts.get("scorecard.no_document", one.period()))));
    List<Judged> criteria =
        registry.criteria().stream()
            .filter(criterion -> criterion.principle() == id)
            .map(criterion -> judged(criterion, figures, own))
            .toList();
    return new Principle(id, shown, own, criteria, missing);
  }

  private Shown shown(String metric, Map<String, Double> figures, Tenant tenant, Texts texts) {
    String field = metric.substring(metric.indexOf('.') + 1);
    if (audience.isHkstp() && OutputFields.contains(field)) {
      return new Shown(metric, null, true, texts.get("scorecard.withheld_reason"));
    }
    Double value = figures.get(metric);
    if (metric.equals("sustainability.water_m3")
        && value != null
        && value == 0
        && !EsgReader.hasMeter(tenant, field)) {
      return new Shown(metric, null, false, texts.get("year.no_meter"));
    }
    boolean hidden = audience.isHkstp() && value == null && metric.startsWith("throughput.");
    return new Shown(
        metric,
        value,
        hidden,
        value != null ? null : texts.get(hidden ? "scorecard.withheld_reason" : "none.no_data"));
  }

  private static int principleOf(
      Declared declared, List<EvidenceStore.Kept> kept, Registry registry, Tenant tenant) {
    if (declared.seq() != null) {
      return kept.stream()
          .filter(one -> one.seq() == declared.seq())
          .findFirst()
          .map(one -> one.said().principle())
          .orElse(0);
    }
    return registry.declarations().stream()
        .filter(one -> one.tenant().equals(tenant.id()))
        .filter(one -> one.metric().equals(declared.metric()))
        .filter(one -> one.period().equals(declared.period()))
        .findFirst()
        .map(Declaration::principle)
        .orElse(0);
  }

  private static List<Declared> declared(
      Tenant tenant, Registry registry, List<EvidenceStore.Kept> kept) {
    List<Declared> declared = new ArrayList<>();
    for (EvidenceStore.Kept one : kept) {
      EvidenceStore.Statement said = one.said();
      EvidenceStore.Withdrawal withdrawal = one.withdrawal();
      declared.add(
          new Declared(
              "console",
              one.seq(),
              said.metric(),
              said.period(),
              said.value(),
              said.statement(),
              said.document(),
              one.documentName(),
              one.account(),
              one.at(),
              withdrawal == null ? null : withdrawal.reason(),
              withdrawal == null ? null : withdrawal.account(),
              withdrawal == null ? null : Long.valueOf(withdrawal.at())));
    }
    for (Declaration one : registry.declarations()) {
      if (one.tenant().equals(tenant.id())) {
        declared.add(
            new Declared(
                "registry",
                null,
                one.metric(),
                one.period(),
                one.value(),
                one.evidence(),
                null,
                null,
                null,
                null,
                null,
                null,
                null));
      }
    }
    return declared;
  }

  private Judged judged(Criterion criterion, Map<String, Double> figures, List<Declared> declared) {
    Optional<BigDecimal> value =
        criterion.metric().indexOf('.') >= 0
            ? Optional.ofNullable(figures.get(criterion.metric())).map(BigDecimal::valueOf)
            : declared.stream()
                .filter(one -> one.metric().equals(criterion.metric()) && one.withdrawn() == null)
                .map(Declared::value)
                .filter(one -> one != null)
                .findFirst();
    boolean isBounded = criterion.atLeast() != null || criterion.atMost() != null;
    Boolean holds =
        value
            .filter(one -> isBounded)
            .map(
                one ->
                    (criterion.atLeast() == null || one.compareTo(criterion.atLeast()) >= 0)
                        && (criterion.atMost() == null || one.compareTo(criterion.atMost()) <= 0))
            .orElse(null);
    return new Judged(
        criterion.id(),
        criterion.metric(),
        criterion.atLeast(),
        criterion.atMost(),
        criterion.weight(),
        criterion.source(),
        holds);
  }
}

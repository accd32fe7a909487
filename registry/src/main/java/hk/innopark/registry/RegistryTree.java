package hk.innopark.registry;

import static hk.innopark.registry.RegistryOrder.sorted;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.StopReason;
import java.util.Map;

/** The reference data as the tree that a registry file holds; defaults are left out. */
final class RegistryTree {
  private RegistryTree() {}

  static Map<String, Object> of(Registry registry) {
    Tree tree = new Tree();
    tree.list("tenants", sorted(registry.tenants(), RegistryOrder.TENANTS), TenantTree::tenant);
    tree.list(
        "calendars", sorted(registry.calendars(), RegistryOrder.CALENDARS), CalendarTree::calendar);
    tree.list("tariffs", sorted(registry.tariffs(), RegistryOrder.TARIFFS), TariffTree::tariff);
    tree.list("factors", sorted(registry.factors(), RegistryOrder.FACTORS), TariffTree::factor);
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
    return tree.members();
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
        .name(reason.name(), reason.id())
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
}

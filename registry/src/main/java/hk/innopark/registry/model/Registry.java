package hk.innopark.registry.model;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One consistent state of the reference data; lists are sorted by id. */
public final class Registry {
  private final List<Tenant> tenants;
  private final List<ShiftCalendar> calendars;
  private final List<Tariff> tariffs;
  private final List<EmissionFactor> factors;
  private final List<Commitment> commitments;
  private final List<Declaration> declarations;
  private final List<AlertRule> alerts;
  private final List<Baseline> baselines;
  private final List<DailyTemperature> temperatures;
  private final List<Certificate> certificates;
  private final List<Criterion> criteria;
  private final List<NotificationChannel> channels;
  private final List<NotificationRule> notifications;
  private final List<StopReason> reasons;
  private final Map<String, Tenant> tenantById;
  private final Map<String, ShiftCalendar> calendarById;
  private final Map<MachineId, Machine> machineById;

  public Registry(
      List<Tenant> tenants,
      List<ShiftCalendar> calendars,
      List<Tariff> tariffs,
      List<EmissionFactor> factors,
      List<Commitment> commitments,
      List<Declaration> declarations) {
    this(tenants, calendars, tariffs, factors, commitments, declarations, List.of());
  }

  public Registry(
      List<Tenant> tenants,
      List<ShiftCalendar> calendars,
      List<Tariff> tariffs,
      List<EmissionFactor> factors,
      List<Commitment> commitments,
      List<Declaration> declarations,
      List<AlertRule> alerts) {
    this(
        tenants,
        calendars,
        tariffs,
        factors,
        commitments,
        declarations,
        alerts,
        List.of(),
        List.of());
  }

  public Registry(
      List<Tenant> tenants,
      List<ShiftCalendar> calendars,
      List<Tariff> tariffs,
      List<EmissionFactor> factors,
      List<Commitment> commitments,
      List<Declaration> declarations,
      List<AlertRule> alerts,
      List<Baseline> baselines,
      List<DailyTemperature> temperatures) {
    this(
        tenants,
        calendars,
        tariffs,
        factors,
        commitments,
        declarations,
        alerts,
        baselines,
        temperatures,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  public Registry(
      List<Tenant> tenants,
      List<ShiftCalendar> calendars,
      List<Tariff> tariffs,
      List<EmissionFactor> factors,
      List<Commitment> commitments,
      List<Declaration> declarations,
      List<AlertRule> alerts,
      List<Baseline> baselines,
      List<DailyTemperature> temperatures,
      List<Certificate> certificates,
      List<Criterion> criteria,
      List<NotificationChannel> channels,
      List<NotificationRule> notifications,
      List<StopReason> reasons) {
    this.tenants = List.copyOf(tenants);
    this.calendars = List.copyOf(calendars);
    this.tariffs = List.copyOf(tariffs);
    this.factors = List.copyOf(factors);
    this.commitments = List.copyOf(commitments);
    this.declarations = List.copyOf(declarations);
    this.alerts = List.copyOf(alerts);
    this.baselines = List.copyOf(baselines);
    this.temperatures = List.copyOf(temperatures);
    this.certificates = List.copyOf(certificates);
    this.criteria = List.copyOf(criteria);
    this.channels = List.copyOf(channels);
    this.notifications = List.copyOf(notifications);
    this.reasons = List.copyOf(reasons);
    this.tenantById = tenants.stream().collect(Collectors.toMap(Tenant::id, tenant -> tenant));
    this.calendarById =
        calendars.stream().collect(Collectors.toMap(ShiftCalendar::id, calendar -> calendar));
    this.machineById =
        tenants.stream()
            .flatMap(tenant -> tenant.lines().stream())
            .flatMap(line -> line.machines().stream())
            .collect(Collectors.toMap(Machine::id, machine -> machine));
  }

  public List<Tenant> tenants() {
    return tenants;
  }

  public List<ShiftCalendar> calendars() {
    return calendars;
  }

  public List<Tariff> tariffs() {
    return tariffs;
  }

  public List<EmissionFactor> factors() {
    return factors;
  }

  public List<Commitment> commitments() {
    return commitments;
  }

  public List<Declaration> declarations() {
    return declarations;
  }

  public List<AlertRule> alerts() {
    return alerts;
  }

  public List<Baseline> baselines() {
    return baselines;
  }

  public List<DailyTemperature> temperatures() {
    return temperatures;
  }

  public List<Certificate> certificates() {
    return certificates;
  }

  public List<Criterion> criteria() {
    return criteria;
  }

  public List<NotificationChannel> channels() {
    return channels;
  }

  public List<NotificationRule> notifications() {
    return notifications;
  }

  /** The same with other baselines. */
  public Registry withBaselines(List<Baseline> others) {
    return with(others, temperatures);
  }

  /** The same with other temperatures. */
  public Registry withTemperatures(List<DailyTemperature> others) {
    return with(baselines, others);
  }

  private Registry with(List<Baseline> otherBaselines, List<DailyTemperature> otherTemperatures) {
    return new Registry(
        tenants,
        calendars,
        tariffs,
        factors,
        commitments,
        declarations,
        alerts,
        otherBaselines,
        otherTemperatures,
        certificates,
        criteria,
        channels,
        notifications,
        reasons);
  }

  /** The same with what one tenant may know of it: reference data of others are left out. */
  public Registry ofTenant(String id) {
    return new Registry(
        tenants.stream().filter(tenant -> tenant.id().equals(id)).toList(),
        calendars,
        tariffs,
        factors,
        commitments.stream().filter(commitment -> commitment.tenant().equals(id)).toList(),
        declarations.stream().filter(declaration -> declaration.tenant().equals(id)).toList(),
        alerts.stream().filter(rule -> rule.tenant().equals(id)).toList(),
        baselines.stream().filter(baseline -> baseline.tenant().equals(id)).toList(),
        temperatures,
        certificates.stream().filter(certificate -> certificate.tenant().equals(id)).toList(),
        criteria,
        channels.stream().filter(channel -> channel.tenant().equals(id)).toList(),
        notifications.stream().filter(rule -> rule.tenant().equals(id)).toList(),
        reasons(id));
  }

  /** Tenants' own reasons for stops, each below the one that it is under, in the file's order. */
  public List<StopReason> reasons() {
    return reasons;
  }

  /** A tenant's own reasons for stops. */
  public List<StopReason> reasons(String tenant) {
    return reasons.stream().filter(reason -> reason.tenant().equals(tenant)).toList();
  }

  /** The standard reason for which a tenant's own one stands, or that is meant itself. */
  public Optional<DowntimeReason> standardReason(String tenant, String id) {
    return reasons.stream()
        .filter(reason -> reason.tenant().equals(tenant) && reason.id().equals(id))
        .map(StopReason::standard)
        .findFirst()
        .or(() -> DowntimeReason.named(id));
  }

  public Optional<Tenant> tenant(String id) {
    return Optional.ofNullable(tenantById.get(id));
  }

  public Optional<ShiftCalendar> calendar(String id) {
    return Optional.ofNullable(calendarById.get(id));
  }

  public Optional<Machine> machine(MachineId id) {
    return Optional.ofNullable(machineById.get(id));
  }

  /** The line on which a registered machine stands. */
  public Optional<Line> line(MachineId id) {
    return tenant(id.tenant())
        .filter(tenant -> tenant.estate().equals(id.estate()))
        .flatMap(tenant -> tenant.line(id.line()));
  }
}

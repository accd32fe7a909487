package hk.innopark.registry.lookup;

import hk.innopark.events.Alert;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.Tenant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Names of what an alert is about; ids where the registry has no other.
 *
 * @param line null where the alert is about a tenant
 * @param machine null where it is about a line or a tenant
 * @param zone of the line's calendar
 */
public record AlertNames(String tenant, String line, String machine, ZoneId zone) {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");

  public static AlertNames of(Registry registry, Alert alert) {
    Optional<Tenant> tenant = registry.tenant(alert.tenant());
    Optional<Line> line =
        alert.line() == null ? Optional.empty() : tenant.flatMap(of -> of.line(alert.line()));
    String machine =
        line.stream()
            .flatMap(of -> of.machines().stream())
            .filter(one -> one.id().machine().equals(alert.machine()))
            .map(one -> one.name())
            .findFirst()
            .orElse(alert.machine());
    ZoneId zone =
        line.or(() -> tenant.flatMap(of -> of.lines().stream().findFirst()))
            .flatMap(of -> registry.calendar(of.calendar()))
            .map(ShiftCalendar::zone)
            .orElse(HONG_KONG);
    return new AlertNames(
        tenant.map(Tenant::name).orElse(alert.tenant()),
        line.map(Line::name).orElse(alert.line()),
        machine,
        zone);
  }

  /** The alert with names in the places of ids, for a sentence. */
  public Alert in(Alert alert) {
    return new Alert(
        alert.kind(),
        alert.estate(),
        tenant,
        line,
        machine,
        alert.signal(),
        alert.origin(),
        alert.sinceMillis(),
        alert.raisedAtMillis(),
        alert.clearedAtMillis(),
        alert.value(),
        alert.threshold());
  }
}

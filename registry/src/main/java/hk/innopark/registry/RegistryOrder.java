package hk.innopark.registry;

import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The one order of each list; a null key was refused already, and only must not fail here. */
final class RegistryOrder {
  static final Comparator<Tenant> TENANTS = Comparator.comparing(Tenant::id, nullsFirst());
  static final Comparator<Line> LINES = Comparator.comparing(Line::id, nullsFirst());
  static final Comparator<Machine> MACHINES =
      Comparator.comparing(machine -> machine.id().machine(), nullsFirst());
  static final Comparator<Meter> METERS =
      Comparator.comparing(Meter::signal).thenComparing(Meter::validFrom, nullsFirst());
  static final Comparator<ShiftCalendar> CALENDARS =
      Comparator.comparing(ShiftCalendar::id, nullsFirst());
  static final Comparator<Shift> SHIFTS =
      Comparator.comparingInt(Shift::startMinute).thenComparing(Shift::id);
  static final Comparator<ExceptionDay> EXCEPTIONS = Comparator.comparing(ExceptionDay::date);
  static final Comparator<Tariff> TARIFFS = Comparator.comparing(Tariff::id, nullsFirst());
  static final Comparator<EmissionFactor> FACTORS = Comparator.comparing(EmissionFactor::id);
  static final Comparator<Commitment> COMMITMENTS =
      Comparator.comparing(Commitment::id, nullsFirst());
  static final Comparator<Declaration> DECLARATIONS =
      Comparator.comparing(Declaration::tenant)
          .thenComparing(Declaration::principle)
          .thenComparing(Declaration::metric)
          .thenComparing(Declaration::period);

  static final Comparator<AlertRule> ALERTS =
      Comparator.comparing(AlertRule::tenant)
          .thenComparing(AlertRule::line, nullsFirst())
          .thenComparing(AlertRule::kind);

  static final Comparator<Baseline> BASELINES = Comparator.comparing(Baseline::id, nullsFirst());
  static final Comparator<DailyTemperature> TEMPERATURES =
      Comparator.comparing(DailyTemperature::date, nullsFirst());

  static final Comparator<Certificate> CERTIFICATES =
      Comparator.comparing(Certificate::id, nullsFirst());
  static final Comparator<Criterion> CRITERIA = Comparator.comparing(Criterion::id, nullsFirst());
  static final Comparator<NotificationChannel> CHANNELS =
      Comparator.comparing(NotificationChannel::tenant).thenComparing(NotificationChannel::id);
  static final Comparator<NotificationRule> NOTIFICATIONS =
      Comparator.comparing(NotificationRule::tenant).thenComparing(NotificationRule::id);

  private RegistryOrder() {}

  static <T> List<T> sorted(List<T> items, Comparator<T> order) {
    List<T> sorted = new ArrayList<>(items);
    sorted.sort(order);
    return Collections.unmodifiableList(sorted);
  }

  private static <C extends Comparable<? super C>> Comparator<C> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }
}

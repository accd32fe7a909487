package hk.innopark.registry;

import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.StopReason;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads a whole registry file's tree, noting every problem. */
final class RegistryReader {
  private RegistryReader() {}

  static Registry read(Entry root, Problems problems) {
    Mapping file = root.mapping();
    List<Entry> tenantEntries = file.required("tenants").itemsAtLeastOne();
    List<Entry> calendarEntries = file.required("calendars").itemsAtLeastOne();
    TenantReader tenantReader = new TenantReader(CalendarReader.zones(calendarEntries));
    List<Tenant> tenants = all(tenantEntries, tenantReader::read);
    Distinct calendarIds = new Distinct();
    List<ShiftCalendar> calendars =
        all(calendarEntries, entry -> CalendarReader.read(entry, calendarIds));
    TariffReader tariffReader = new TariffReader();
    List<Tariff> tariffs = all(file.optional("tariffs").items(), tariffReader::read);
    FactorReader factorReader = new FactorReader();
    List<EmissionFactor> factors = all(file.optional("factors").items(), factorReader::read);
    CommitmentReader pledgeReader = new CommitmentReader(ids(tenantEntries));
    List<Commitment> commitments =
        all(file.optional("commitments").items(), pledgeReader::commitment);
    List<Declaration> declarations =
        all(file.optional("declarations").items(), pledgeReader::declaration);
    CertificateReader certificateReader = new CertificateReader(ids(tenantEntries));
    List<Certificate> certificates =
        all(file.optional("certificates").items(), certificateReader::read);
    CriterionReader criterionReader = new CriterionReader();
    List<Criterion> criteria = all(file.optional("criteria").items(), criterionReader::read);
    AlertRuleReader alertReader = new AlertRuleReader(tenants);
    List<AlertRule> alerts = all(file.optional("alerts").items(), alertReader::read);
    BaselineReader baselineReader = new BaselineReader(tenants);
    List<Baseline> baselines = all(file.optional("baselines").items(), baselineReader::baseline);
    List<DailyTemperature> temperatures =
        all(file.optional("temperatures").items(), baselineReader::temperature);
    NotificationReader notificationReader = new NotificationReader(tenants);
    List<NotificationChannel> channels =
        all(file.optional("channels").items(), notificationReader::channel);
    List<NotificationRule> notifications =
        all(file.optional("notifications").items(), notificationReader::rule);
    StopReasonReader reasonReader = new StopReasonReader(ids(tenantEntries));
    List<StopReason> reasons =
        reasonReader.inOrder(all(file.optional("reasons").items(), reasonReader::read));
    file.end();
    problems.throwIfAny();
    return new Registry(
        RegistryOrder.sorted(tenants, RegistryOrder.TENANTS),
        RegistryOrder.sorted(calendars, RegistryOrder.CALENDARS),
        RegistryOrder.sorted(tariffs, RegistryOrder.TARIFFS),
        RegistryOrder.sorted(factors, RegistryOrder.FACTORS),
        RegistryOrder.sorted(commitments, RegistryOrder.COMMITMENTS),
        RegistryOrder.sorted(declarations, RegistryOrder.DECLARATIONS),
        RegistryOrder.sorted(alerts, RegistryOrder.ALERTS),
        RegistryOrder.sorted(baselines, RegistryOrder.BASELINES),
        RegistryOrder.sorted(temperatures, RegistryOrder.TEMPERATURES),
        RegistryOrder.sorted(certificates, RegistryOrder.CERTIFICATES),
        RegistryOrder.sorted(criteria, RegistryOrder.CRITERIA),
        RegistryOrder.sorted(channels, RegistryOrder.CHANNELS),
        RegistryOrder.sorted(notifications, RegistryOrder.NOTIFICATIONS),
        reasons);
  }

  private static <T> List<T> all(List<Entry> entries, Function<Entry, T> reader) {
    List<T> read = new ArrayList<>();
    entries.forEach(entry -> read.add(reader.apply(entry)));
    return read;
  }

  /** The ids as written, so that a bad one is told where it stands and not where it is named. */
  private static Set<String> ids(List<Entry> entries) {
    Set<String> ids = new HashSet<>();
    for (Entry entry : entries) {
      if (!entry.isAbsent()) {
        ids.add(entry.node().path("id").asText());
      }
    }
    return ids;
  }
}

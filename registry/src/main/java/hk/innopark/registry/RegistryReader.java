package hk.innopark.registry;

import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Reads a whole registry file's tree, noting every problem. */
final class RegistryReader {
  private RegistryReader() {}

  static Registry read(Entry root, Problems problems) {
    Mapping file = root.mapping();
    Distinct calendarIds = new Distinct();
    List<ShiftCalendar> calendars =
        all(file.required("calendars").itemsAtLeastOne(), entry -> calendar(entry, calendarIds));
    TenantReader tenantReader = new TenantReader(ids(calendars, ShiftCalendar::id));
    List<Tenant> tenants = all(file.required("tenants").itemsAtLeastOne(), tenantReader::read);
    TariffReader tariffReader = new TariffReader();
    List<Tariff> tariffs = all(file.optional("tariffs").items(), tariffReader::read);
    FactorReader factorReader = new FactorReader();
    List<EmissionFactor> factors = all(file.optional("factors").items(), factorReader::read);
    PledgeReader pledgeReader = new PledgeReader(ids(tenants, Tenant::id));
    List<Commitment> commitments =
        all(file.optional("commitments").items(), pledgeReader::commitment);
    List<Declaration> declarations =
        all(file.optional("declarations").items(), pledgeReader::declaration);
    file.end();
    problems.throwIfAny();
    return new Registry(
        sorted(tenants, Comparator.comparing(Tenant::id)),
        sorted(calendars, Comparator.comparing(ShiftCalendar::id)),
        sorted(tariffs, Comparator.comparing(Tariff::id)),
        sorted(factors, Comparator.comparing(EmissionFactor::id)),
        sorted(commitments, Comparator.comparing(Commitment::id)),
        sorted(
            declarations,
            Comparator.comparing(Declaration::tenant)
                .thenComparing(Declaration::principle)
                .thenComparing(Declaration::metric)
                .thenComparing(Declaration::period)));
  }

  private static ShiftCalendar calendar(Entry entry, Distinct ids) {
    ShiftCalendar calendar = CalendarReader.read(entry);
    ids.add(calendar.id(), "calendar \"" + calendar.id() + '"', entry);
    return calendar;
  }

  private static <T> List<T> all(List<Entry> entries, Function<Entry, T> reader) {
    List<T> read = new ArrayList<>();
    entries.forEach(entry -> read.add(reader.apply(entry)));
    return read;
  }

  private static <T> Set<String> ids(List<T> items, Function<T, String> id) {
    Set<String> ids = new HashSet<>();
    items.stream().map(id).filter(Objects::nonNull).forEach(ids::add);
    return ids;
  }

  private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
    return items.stream().sorted(order).toList();
  }
}

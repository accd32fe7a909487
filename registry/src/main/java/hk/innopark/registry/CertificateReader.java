package hk.innopark.registry;

import hk.innopark.registry.model.Certificate;
import java.math.BigDecimal;
import java.util.Set;

/** Reads energy attribute certificates; each id once. */
final class CertificateReader {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;

  private final Set<String> tenants;
  private final Distinct ids = new Distinct();

  CertificateReader(Set<String> tenants) {
    this.tenants = tenants;
  }

  Certificate read(Entry entry) {
    Mapping certificate = entry.mapping();
    Entry idEntry = certificate.required("id");
    String id = idEntry.id();
    ids.add(id, "certificate \"" + id + "\" is used once, and", idEntry);
    Entry tenantEntry = certificate.required("tenant");
    String tenant = tenantEntry.id();
    if (tenant != null && !tenants.contains(tenant)) {
      tenantEntry.refuse("no tenant \"" + tenant + '"');
    }
    String account = certificate.required("account").text();
    BigDecimal kwh = certificate.required("kwh").positive();
    Entry yearEntry = certificate.required("year");
    Integer year = yearEntry.wholeNumber();
    if (year != null && (year < FIRST_YEAR || year > LAST_YEAR)) {
      yearEntry.refuse(year + " is not a year of generation");
    }
    String period = CommitmentReader.period(certificate.required("period"));
    String source = certificate.required("source").text();
    certificate.end();
    return new Certificate(id, tenant, account, kwh, year == null ? 0 : year, period, source);
  }
}

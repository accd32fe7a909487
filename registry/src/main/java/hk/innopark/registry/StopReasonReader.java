package hk.innopark.registry;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.FreeText;
import hk.innopark.registry.model.StopReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads tenants' own reasons for stops. A reason stands below the one that it is under, so the list
 * is a tree, and its order is that of the page.
 */
final class StopReasonReader {
  private static final Map<String, DowntimeReason> STANDARD = Choices.of(DowntimeReason.values());

  private final Set<String> tenants;
  private final Distinct keys = new Distinct();
  private final List<StopReason> read = new ArrayList<>();

  StopReasonReader(Set<String> tenants) {
    this.tenants = tenants;
  }

  /** Null where it is refused. */
  StopReason read(Entry entry) {
    record Key(String tenant, String id) {}
    Mapping reason = entry.mapping();
    Entry tenantEntry = reason.required("tenant");
    String tenant = tenantEntry.id();
    if (tenant != null && !tenants.contains(tenant)) {
      tenantEntry.refuse("no tenant \"" + tenant + '"');
    }
    Entry idEntry = reason.required("id");
    String id = idEntry.id();
    Entry nameEntry = reason.optional("name");
    String name = nameEntry.text();
    if (name != null && !FreeText.isClean(name)) {
      nameEntry.refuse("is not 1 to 128 characters on one line, with no space at either end");
    }
    Entry underEntry = reason.optional("under");
    String under = underEntry.id();
    DowntimeReason standard = reason.required("standard").choice(STANDARD);
    reason.end();
    if (tenant == null || id == null || standard == null) {
      return null;
    }
    keys.add(new Key(tenant, id), "reason \"" + id + "\" of this tenant", idEntry);
    if (under != null && read.stream().noneMatch(above -> isOf(above, tenant, under))) {
      underEntry.refuse("no reason \"" + under + "\" of this tenant stands before it");
    }
    StopReason result = new StopReason(tenant, id, name == null ? id : name, under, standard);
    read.add(result);
    return result;
  }

  /** By tenant, and else as they were read. */
  List<StopReason> inOrder(List<StopReason> reasons) {
    List<StopReason> sorted = new ArrayList<>(reasons);
    sorted.removeIf(reason -> reason == null);
    sorted.sort(Comparator.comparing(StopReason::tenant));
    return sorted;
  }

  private static boolean isOf(StopReason reason, String tenant, String id) {
    return reason.tenant().equals(tenant) && reason.id().equals(id);
  }
}

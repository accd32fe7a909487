package hk.innopark.operations.restate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.registry.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a tenant's emissions change by a restatement, over all of its days that change.
 *
 * @param scope such as {@code scope2_location_kg}
 * @param beforeKg as the ledger has it; null where a day has no value
 * @param afterKg as it is computed now; null where a day has no value
 */
public record EmissionChange(
    String tenant, String origin, String scope, int days, Double beforeKg, Double afterKg) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SCOPES =
      List.of("scope1_kg", "scope2_location_kg", "scope2_market_kg", "scope3_kg");

  private record Chain(String tenant, String origin) {}

  /** The changes of what is planned, by tenant, origin and scope; scopes that stay are left out. */
  public static List<EmissionChange> of(List<Restatement.Change> changes) {
    Map<String, List<Restatement.Change>> days = new TreeMap<>();
    for (Restatement.Change change : changes) {
      LedgerEntry after = change.after();
      if (after.line() == null
          && after.grain().equals("day")
          && after.measurement().equals("sustainability")) {
        days.computeIfAbsent(after.tenant() + ' ' + after.origin(), key -> new ArrayList<>())
            .add(change);
      }
    }
    List<EmissionChange> emissions = new ArrayList<>();
    days.values()
        .forEach(
            ofChain -> {
              LedgerEntry any = ofChain.get(0).after();
              Chain chain = new Chain(any.tenant(), any.origin());
              SCOPES.forEach(scope -> add(emissions, chain, scope, ofChain));
            });
    return emissions;
  }

  private static void add(
      List<EmissionChange> emissions, Chain chain, String scope, List<Restatement.Change> days) {
    Double before = 0.0;
    Double after = 0.0;
    int changed = 0;
    for (Restatement.Change day : days) {
      Double was = day.before() == null ? null : kg(day.before(), scope);
      Double is = kg(day.after(), scope);
      if (was == null ? is != null : !was.equals(is)) {
        changed++;
        before = before == null || was == null ? null : Double.valueOf(before + was);
        after = after == null || is == null ? null : Double.valueOf(after + is);
      }
    }
    if (changed > 0) {
      emissions.add(
          new EmissionChange(chain.tenant(), chain.origin(), scope, changed, before, after));
    }
  }

  private static Double kg(LedgerEntry entry, String scope) {
    try {
      JsonNode value = JSON.readTree(entry.figures()).path(scope);
      return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the ledger takes JSON alone", noJson);
    }
  }
}

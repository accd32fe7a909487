package hk.innopark.registry;

import hk.innopark.registry.lookup.Declarations;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.EmissionFactor.Confidence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads emission factors. */
final class FactorReader {
  private static final String ELECTRICITY = "electricity";
  private static final Map<String, String> UNIT_BY_CARRIER = unitByCarrier();
  private static final Map<String, String> CARRIERS =
      Choices.of(UNIT_BY_CARRIER.keySet().toArray(String[]::new), carrier -> carrier);
  private static final Map<String, Basis> BASES = Choices.of(Basis.values());
  private static final Map<String, Confidence> CONFIDENCES = Choices.of(Confidence.values());

  private final Distinct ids = new Distinct();

  EmissionFactor read(Entry entry) {
    Mapping factor = entry.mapping();
    Entry carrierEntry = factor.required("carrier");
    String carrier = carrier(carrierEntry);
    String utility = factor.optional("utility").id();
    LocalDate validFrom = factor.required("valid_from").date();
    BigDecimal kgPerUnit = factor.required("kg_per_unit").notNegative();
    Entry unitEntry = factor.required("unit");
    String unit = unitEntry.text();
    Entry scopeEntry = factor.required("scope");
    Integer scope = scopeEntry.wholeNumber();
    Entry basisEntry = factor.optional("basis");
    Basis basis = basisEntry.choice(BASES);
    String source = factor.required("source").text();
    Confidence confidence = factor.optional("confidence").choice(CONFIDENCES);
    factor.end();
    if (carrier != null && unit != null && !unit.equals(unit(carrier))) {
      unitEntry.refuse(carrier + " is counted in " + unit(carrier) + ", not in " + unit);
    }
    if (scope != null) {
      checkScope(scopeEntry, scope, carrier);
      if (scope == 2 && basisEntry.isAbsent()) {
        factor.refuse("no basis, which scope 2 needs: location or market");
      } else if (scope != 2 && basis != null) {
        basisEntry.refuse("is of scope 2 only, and this is scope " + scope);
      }
    }
    if (carrier == null || validFrom == null || scope == null) {
      return null;
    }
    String id = id(carrier, utility, scope, basis, validFrom);
    ids.add(id, "factor " + id, entry);
    return new EmissionFactor(
        id,
        carrier,
        utility,
        validFrom,
        kgPerUnit,
        unit,
        scope,
        basis,
        source,
        confidence == null ? Confidence.UNCONFIRMED : confidence);
  }

  /** What signals count, and what tenants declare. */
  private static String carrier(Entry entry) {
    String written = entry.text();
    return written != null && Declarations.isCarrier(written) ? written : entry.choice(CARRIERS);
  }

  private static String unit(String carrier) {
    return Declarations.isCarrier(carrier) ? "kg" : UNIT_BY_CARRIER.get(carrier);
  }

  private static void checkScope(Entry entry, int scope, String carrier) {
    if (scope < 1 || scope > 3) {
      entry.refuse(scope + " is none of 1, 2, 3");
    } else if (scope == 2 && carrier != null && !carrier.equals(ELECTRICITY)) {
      entry.refuse("scope 2 is bought electricity, and this is " + carrier);
    } else if (scope == 1 && ELECTRICITY.equals(carrier)) {
      entry.refuse("using electricity emits nothing on site: scope 2 or 3");
    } else if (carrier != null
        && Declarations.isCarrier(carrier)
        && scope != Declarations.scope(carrier)) {
      entry.refuse(carrier + " is of scope " + Declarations.scope(carrier));
    }
  }

  private static String id(
      String carrier, String utility, int scope, Basis basis, LocalDate validFrom) {
    return String.join(
        ":",
        carrier,
        utility == null ? "*" : utility,
        Integer.toString(scope),
        basis == null ? "*" : Choices.word(basis),
        validFrom.toString());
  }

  /** A signal's unit decides its carrier's, so that no conversion happens unseen. */
  private static Map<String, String> unitByCarrier() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put(ELECTRICITY, "kwh");
    units.put("towngas", "mj");
    units.put("gas", "m3");
    units.put("diesel", "l");
    units.put("water", "m3");
    units.put("sewage", "m3");
    return Collections.unmodifiableMap(units);
  }
}

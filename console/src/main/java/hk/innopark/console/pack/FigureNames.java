package hk.innopark.console.pack;

import hk.innopark.events.FigureFields;
import hk.innopark.events.text.Texts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names, units and numbers of figures as people read them, from the contract's names. */
final class FigureNames {
  private static final Map<String, String> UNITS = units();
  private static final Map<String, String> SYMBOLS =
      Map.of("kwh", "kWh", "mj", "MJ", "m3", "m³", "l", "L");
  private static final Set<String> ITEMS = Set.of("good", "produced", "scrap", "rework");
  private static final int DIGITS = 6;
  private static final int DIGITS_OF_SHARES = 4;

  private final Texts texts;

  FigureNames(Texts texts) {
    this.texts = texts;
  }

  /** What people call a figure; the contract's name where they have none. */
  String name(String field) {
    if (field.matches("delay_.+_s")) {
      String reason = field.substring("delay_".length(), field.length() - "_s".length());
      return texts.get("pack.delay", texts.get("reason." + reason));
    }
    return texts.has("field." + field) ? texts.get("field." + field) : field;
  }

  /** The unit that the name ends in; nothing where it is a number of things. */
  String unit(String field) {
    if (isShare(field)) {
      return "%";
    }
    if (ITEMS.contains(field)) {
      return texts.get("unit.items");
    }
    if (field.endsWith("_per_good")) {
      String amount = unit(field.substring(0, field.length() - "_per_good".length()));
      return amount + texts.get("pack.per_item");
    }
    if (field.endsWith("_per_h")) {
      String amount = unit(field.substring(0, field.length() - "_per_h".length()));
      return (amount.isEmpty() ? "1" : amount) + "/h";
    }
    for (Map.Entry<String, String> unit : UNITS.entrySet()) {
      if (field.endsWith(unit.getKey())) {
        return unit.getValue();
      }
    }
    return "";
  }

  /** A unit of the reference data as people write it. */
  static String symbol(String unit) {
    return SYMBOLS.getOrDefault(unit, unit);
  }

  /** A figure's value, without its unit. */
  String value(String field, double value) {
    boolean isShare = isShare(field);
    BigDecimal exact = new BigDecimal(isShare ? value * 100 : value);
    // a count is never rounded to tens
    int digits = Math.max(isShare ? DIGITS_OF_SHARES : DIGITS, exact.precision() - exact.scale());
    BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
    DecimalFormat format =
        new DecimalFormat("#,##0.############", DecimalFormatSymbols.getInstance(Locale.UK));
    return format.format(rounded);
  }

  /** A figure's value with its unit. */
  String withUnit(String field, double value) {
    String unit = unit(field);
    return unit.isEmpty() ? value(field, value) : value(field, value) + ' ' + unit;
  }

  private static boolean isShare(String field) {
    return FigureFields.EQUIPMENT_RATIOS.contains(field)
        || field.equals("coverage")
        || field.endsWith("_share");
  }

  private static Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put("kwh", "kWh");
    units.put("_kvarh", "kvarh");
    units.put("_kva", "kVA");
    units.put("_kw", "kW");
    units.put("waste_kg", "kg");
    units.put("_kg", "kg CO2e");
    units.put("_m3", "m³");
    units.put("_mj", "MJ");
    units.put("_l", "L");
    units.put("_hkd", "HK$");
    units.put("_pct", "%");
    units.put("_s", "s");
    units.put("power_factor", "");
    return units;
  }
}

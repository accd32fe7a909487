package hk.innopark.dashboards;

/**
 * Grafana's name of a unit, and its decimals: two where Grafana scales it by thousands, so that
 * neighbouring marks of an axis differ.
 */
enum Unit {
  COUNT("locale", 0),
  PER_HOUR("suffix:/h", 0),
  SHARE("percentunit", 1),
  PERCENT("percent", 1),
  SECONDS("s", 1),
  KWH("kwatth", 2),
  KW("kwatt", 2),
  KVA("kvoltamp", 2),
  KVARH("suffix:kvarh", 1),
  KWH_PER_ITEM("kWh", 4),
  KG_PER_ITEM("kg", 4),
  M3_PER_ITEM("m³", 5),
  MJ_PER_ITEM("MJ", 4),
  LITRES_PER_ITEM("L", 5),
  /** Of CO₂ equivalent; to the kilogram, so that there is one unit from an hour to a year. */
  TONNES("suffix:t CO₂e", 3),
  M3("suffix:m³", 1),
  MJ("suffix:MJ", 1),
  LITRES("suffix:L", 1),
  KG("suffix:kg", 1),
  HKD("currency:financial:HK$", 2),
  FACTOR("none", 3),
  PER_SECOND("suffix:/s", 1),
  MILLISECONDS("ms", 0),
  BYTES("bytes", 2);

  private final String id;
  final int decimals;

  Unit(String id, int decimals) {
    this.id = id;
    this.decimals = decimals;
  }

  String id(Texts texts) {
    return name().endsWith("_PER_ITEM") ? "suffix:" + id + "/" + texts.get("unit.item") : id;
  }

  /** The unit that a figure's field has in its name. */
  static Unit ofField(String field) {
    if (field.endsWith("_per_good")) {
      if (field.startsWith("kwh")) {
        return KWH_PER_ITEM;
      }
      if (field.contains("_mj_")) {
        return MJ_PER_ITEM;
      }
      return field.contains("_l_")
          ? LITRES_PER_ITEM
          : field.contains("_m3_") ? M3_PER_ITEM : KG_PER_ITEM;
    }
    if (field.endsWith("_kwh")) {
      return KWH;
    }
    if (field.endsWith("_kva")) {
      return KVA;
    }
    if (field.endsWith("_hkd")) {
      return HKD;
    }
    if (field.endsWith("_s")) {
      return SECONDS;
    }
    if (field.matches(
        ".*_(share|ratio)|availability|effectiveness|quality|oee|nee|utilization|technical_efficiency|coverage")) {
      return SHARE;
    }
    return FACTOR;
  }
}

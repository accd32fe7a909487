package hk.innopark.dashboards;

/** Grafana's name of a unit, and how many decimals make sense in it. */
enum Unit {
  COUNT("locale", 0),
  PER_HOUR("suffix: /h", 0),
  SHARE("percentunit", 1),
  PERCENT("percent", 1),
  SECONDS("s", 0),
  DURATION("dtdurations", 0),
  KWH("kwatth", 1),
  KW("kwatt", 1),
  KVA("kvoltamp", 0),
  KVARH("suffix: kvarh", 1),
  KWH_PER_ITEM("suffix: kWh/item", 4),
  KG_PER_ITEM("suffix: kg/item", 4),
  M3_PER_ITEM("suffix: m³/item", 5),
  KG("suffix: kg CO₂e", 1),
  M3("m3", 1),
  HKD("currency:HK$", 0),
  FACTOR("none", 3),
  PER_SECOND("suffix: /s", 1),
  BYTES_PER_SECOND("Bps", 1),
  MILLISECONDS("ms", 0);

  final String id;
  final int decimals;

  Unit(String id, int decimals) {
    this.id = id;
    this.decimals = decimals;
  }
}

package hk.innopark.simulators.oracle;

/** What consumption costs, HK$, and emits, kg CO₂e, by the registry's tariffs and factors. */
record Amounts(
    double costHkd,
    double scope1Kg,
    double scope2LocationKg,
    double scope2MarketKg,
    double scope3Kg) {
  static final Amounts NONE = new Amounts(0, 0, 0, 0, 0);

  Amounts plus(Amounts other) {
    return new Amounts(
        costHkd + other.costHkd,
        scope1Kg + other.scope1Kg,
        scope2LocationKg + other.scope2LocationKg,
        scope2MarketKg + other.scope2MarketKg,
        scope3Kg + other.scope3Kg);
  }
}

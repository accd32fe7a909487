package hk.innopark.registry.model;

/** What a meter measures. */
public enum EnergySource {
  /** Taken from the grid. */
  GRID,
  /** Given to the grid. */
  EXPORT,
  /** Generated on site by photovoltaics. */
  PV,
  /** A fuel, water or another medium; its signal says which. */
  OTHER
}

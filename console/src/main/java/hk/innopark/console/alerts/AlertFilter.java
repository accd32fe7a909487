package hk.innopark.console.alerts;

/**
 * Which alerts are wanted; null means any.
 *
 * @param beforeId only those with a smaller number
 */
public record AlertFilter(
    String tenant, String line, String kind, String origin, State state, long beforeId) {

  /** How far an alert is. */
  public enum State {
    ACTIVE,
    /** Active, and nobody has acknowledged it. */
    OPEN,
    CLEARED
  }
}

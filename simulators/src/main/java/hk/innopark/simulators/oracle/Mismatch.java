package hk.innopark.simulators.oracle;

import java.time.Instant;

/**
 * A figure that is not the truth.
 *
 * @param entity estate, tenant, line and machine, as far as they apply, with slashes between
 * @param field null where the whole row is missing, surplus or repeated
 * @param text what is wrong, for people
 */
public record Mismatch(String entity, Instant hourStart, String field, String text) {
  @Override
  public String toString() {
    return entity + " at " + hourStart + (field == null ? "" : ", " + field) + ": " + text;
  }
}

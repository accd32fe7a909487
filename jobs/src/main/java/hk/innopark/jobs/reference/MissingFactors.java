package hk.innopark.jobs.reference;

import java.util.Set;
import java.util.TreeSet;

/**
 * Emission factors that a period would have needed and the registry does not have: what rests on
 * one has no figure, since a sum that leaves it out would be too small.
 *
 * @param ids {@code carrier:utility:scope:basis}, as factors are named, without the day
 */
public record MissingFactors(Set<String> ids) {
  public static final MissingFactors NONE = new MissingFactors(Set.of());

  public boolean ofScope1() {
    return anyEndsWith(":1:*");
  }

  public boolean ofScope2Location() {
    return anyEndsWith(":2:location");
  }

  public boolean ofScope2Market() {
    return anyEndsWith(":2:market");
  }

  public boolean ofScope3() {
    return anyEndsWith(":3:*");
  }

  private boolean anyEndsWith(String kind) {
    return !ids.isEmpty() && ids.stream().anyMatch(id -> id.endsWith(kind));
  }

  MissingFactors and(MissingFactors others) {
    if (others.ids.isEmpty()) {
      return this;
    }
    Set<String> all = new TreeSet<>(ids);
    all.addAll(others.ids);
    return new MissingFactors(all);
  }
}

package hk.innopark.console.figures;

import hk.innopark.events.Ids;

/** Which estate, tenant, line or machine; as a filter, null means any. */
public record Place(String estate, String tenant, String line, String machine) {
  /** The filter that lets everything pass. */
  public static final Place ANY = new Place(null, null, null, null);

  public Place {
    requireId("estate", estate);
    requireId("tenant", tenant);
    requireId("line", line);
    requireId("machine", machine);
  }

  public static Place ofTenant(String tenant) {
    return new Place(null, tenant, null, null);
  }

  public static Place ofLine(String tenant, String line) {
    return new Place(null, tenant, line, null);
  }

  private static void requireId(String part, String id) {
    if (id != null && !Ids.isValid(id)) {
      throw new IllegalArgumentException(part + " is not a valid id");
    }
  }
}

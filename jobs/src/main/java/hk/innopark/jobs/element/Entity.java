package hk.innopark.jobs.element;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;

/**
 * What a figure is about, and whether the data behind it is real.
 *
 * @param tenant null at level estate
 * @param line null above level line
 * @param machine null above level machine
 * @param origin "real", or {@code sim:{run}}
 */
public record Entity(
    Level level, String estate, String tenant, String line, String machine, String origin) {

  public static Entity of(MachineId machine, String origin) {
    return new Entity(
        Level.MACHINE,
        machine.estate(),
        machine.tenant(),
        machine.line(),
        machine.machine(),
        origin);
  }

  /** The entity that a level names around this one. */
  public Entity at(Level other) {
    return switch (other) {
      case MACHINE -> this;
      case LINE -> new Entity(other, estate, tenant, line, null, origin);
      case TENANT -> new Entity(other, estate, tenant, null, null, origin);
      case ESTATE -> new Entity(other, estate, null, null, null, origin);
    };
  }

  /** The entity of a key as {@link #key()} makes it. */
  public static Entity ofKey(String key) {
    int bar = key.indexOf('|');
    String[] path = key.substring(bar + 1).split("/", -1);
    return new Entity(
        Level.values()[Level.values().length - path.length],
        path[0],
        path.length > 1 ? path[1] : null,
        path.length > 2 ? path[2] : null,
        path.length > 3 ? path[3] : null,
        key.substring(0, bar));
  }

  /** A key that no two entities share. */
  public String key() {
    StringBuilder key = new StringBuilder(96).append(origin).append('|').append(estate);
    for (String part : new String[] {tenant, line, machine}) {
      if (part != null) {
        key.append('/').append(part);
      }
    }
    return key.toString();
  }
}

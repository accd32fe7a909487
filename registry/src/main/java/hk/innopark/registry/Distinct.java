package hk.innopark.registry;

import java.util.HashMap;
import java.util.Map;

/** Finds what stands twice where it may stand once. */
final class Distinct {
  private final Map<Object, String> firstPath = new HashMap<>();

  /** Refuses a key that was seen before; a null key was refused already. */
  void add(Object key, String what, Entry place) {
    if (key == null) {
      return;
    }
    String first = firstPath.putIfAbsent(key, place.path());
    if (first != null) {
      place.refuse(what + " is already at " + first);
    }
  }
}

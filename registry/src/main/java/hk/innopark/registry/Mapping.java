package hk.innopark.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** A mapping of a registry file; a key that nobody asked for is refused by {@link #end}. */
final class Mapping {
  private final Entry entry;
  private final Set<String> asked = new LinkedHashSet<>();

  Mapping(Entry entry) {
    this.entry = entry;
  }

  String path() {
    return entry.path();
  }

  Entry required(String key) {
    Entry value = optional(key);
    if (value.isAbsent() && isObject() && !entry.node().has(key)) {
      refuse("no " + key);
    }
    return value;
  }

  Entry optional(String key) {
    asked.add(key);
    JsonNode value = isObject() ? entry.node().get(key) : null;
    return new Entry(path(key), value, entry.problems()).orAbsentIfNull();
  }

  /** The keys as the file has them, for a mapping whose keys are data; all count as asked for. */
  Collection<String> keys() {
    if (isObject()) {
      for (Iterator<String> names = entry.node().fieldNames(); names.hasNext(); ) {
        asked.add(names.next());
      }
    }
    return Set.copyOf(asked);
  }

  /** Refuses the keys that were not asked for. */
  void end() {
    if (!isObject()) {
      return;
    }
    for (Iterator<String> names = entry.node().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!asked.contains(name)) {
        refuse("unknown key \"" + name + "\"; known: " + String.join(", ", asked));
      }
    }
  }

  void refuse(String problem) {
    entry.refuse(problem);
  }

  private String path(String key) {
    return entry.path().isEmpty() ? key : entry.path() + '.' + key;
  }

  private boolean isObject() {
    return entry.node() != null && entry.node().isObject();
  }
}

package hk.innopark.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Members in the order of the contract: text, numbers, booleans, lists and maps. Null and empty
 * ones are left out.
 */
final class Tree {
  private final Map<String, Object> members = new LinkedHashMap<>();

  Tree put(String key, Object value) {
    if (value != null) {
      members.put(key, value);
    }
    return this;
  }

  /** A name, unless it says no more than the id. */
  Tree name(String name, String id) {
    return name.equals(id) ? this : put("name", name);
  }

  Map<String, Object> members() {
    return members;
  }

  Tree texts(String key, Collection<String> values) {
    return values.isEmpty() ? this : put(key, List.copyOf(values));
  }

  <T> Tree list(String key, List<T> items, Function<T, Tree> tree) {
    return items.isEmpty()
        ? this
        : put(key, items.stream().map(item -> tree.apply(item).members).toList());
  }
}

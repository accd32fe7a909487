package hk.innopark.registry;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Stamp;
import hk.innopark.registry.model.DeviceMapping.StampUnit;
import hk.innopark.registry.model.DeviceMapping.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A device's mapping as the tree that a registry file holds; defaults are left out. */
final class MappingTree {
  private MappingTree() {}

  static Map<String, Object> of(DeviceMapping mapping) {
    Tree tree = new Tree();
    if (mapping.sparkplug() != null) {
      tree.put(
          "sparkplug",
          new Tree()
              .put("group", mapping.sparkplug().group())
              .put("edge_node", mapping.sparkplug().edgeNode())
              .put("device", mapping.sparkplug().device())
              .members());
    } else {
      tree.put("topic", mapping.mqtt().topic())
          .put("stamp", stamp(mapping.mqtt().stamp()))
          .put("sequence", place(mapping.mqtt().sequence()))
          .put("boot", place(mapping.mqtt().boot()));
    }
    Map<String, Object> signals = new LinkedHashMap<>();
    for (Map.Entry<Signal, Value> signal : mapping.signals().entrySet()) {
      signals.put(signal.getKey().wireName(), value(signal.getValue()));
    }
    return tree.put("signals", signals)
        .put("product", place(mapping.product()))
        .put("order", place(mapping.order()))
        .put("reason", place(mapping.reason()))
        .members();
  }

  private static Map<String, Object> value(Value value) {
    Tree tree = at(value.place());
    tree.put("factor", value.factor().compareTo(BigDecimal.ONE) == 0 ? null : value.factor());
    tree.put("offset", value.offset().signum() == 0 ? null : value.offset());
    if (!value.words().isEmpty()) {
      Map<String, String> words = new LinkedHashMap<>();
      for (Map.Entry<String, MachineState> word : value.words().entrySet()) {
        words.put(word.getKey(), word.getValue().name());
      }
      tree.put("words", words);
    }
    return tree.members();
  }

  private static Map<String, Object> stamp(Stamp stamp) {
    return stamp == null
        ? null
        : at(stamp.place())
            .put("unit", stamp.unit() == StampUnit.MS ? null : Choices.word(stamp.unit()))
            .put("zone", stamp.zone() == null ? null : stamp.zone().getId())
            .members();
  }

  private static Map<String, Object> place(Place place) {
    return place == null ? null : at(place).members();
  }

  private static Tree at(Place place) {
    return new Tree()
        .put("at", place.at())
        .put("where", place.where().isEmpty() ? null : place.where());
  }
}

package hk.innopark.events;

import java.util.Optional;

/** A machine's place: estate, tenant, line, machine; each a valid id. */
public record MachineId(String estate, String tenant, String line, String machine)
    implements Comparable<MachineId> {

  /** The Kafka key: {@code estate/tenant/line/machine}. */
  public String key() {
    return estate + '/' + tenant + '/' + line + '/' + machine;
  }

  /** The MQTT topic on which the machine publishes JSON. */
  public String topic() {
    return Topics.MQTT_PREFIX + key();
  }

  /** The machine that a JSON topic names; empty where the topic has another form or a bad id. */
  public static Optional<MachineId> ofTopic(String topic) {
    if (!topic.startsWith(Topics.MQTT_PREFIX)) {
      return Optional.empty();
    }
    String[] parts = topic.substring(Topics.MQTT_PREFIX.length()).split("/", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (!Ids.isValid(part)) {
        return Optional.empty();
      }
    }
    return Optional.of(new MachineId(parts[0], parts[1], parts[2], parts[3]));
  }

  @Override
  public int compareTo(MachineId other) {
    return key().compareTo(other.key());
  }
}

package hk.innopark.registry.access;

import java.util.List;

/**
 * Who may connect to the broker.
 *
 * @param publish topic filters; nothing else may be published
 * @param subscribe topic filters; nothing else may be subscribed to
 */
public record MqttUser(String name, Secret password, List<String> publish, List<String> subscribe) {
  public MqttUser {
    publish = List.copyOf(publish);
    subscribe = List.copyOf(subscribe);
  }
}

/**
 * The bridge from MQTT to Kafka: what it acknowledges to the broker is in Kafka.
 *
 * <p>The way of a message: {@link hk.innopark.gateway.PacketGuard} (bytes that cannot hurt the
 * client) → {@link hk.innopark.gateway.MqttEpoch} (one network connection; the message enters its
 * {@link hk.innopark.gateway.AckWindow}) → {@link hk.innopark.gateway.ForwardQueue} → {@link
 * hk.innopark.gateway.KafkaForwarder}; and Kafka's confirmation goes back through the window, which
 * sends the PUBACKs of the contiguous confirmed prefix. {@link hk.innopark.gateway.MqttConnection}
 * replaces an epoch that has ended by a new one, with nothing of the old.
 */
package hk.innopark.gateway;

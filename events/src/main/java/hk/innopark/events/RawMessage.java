package hk.innopark.events;

/**
 * A message as the broker handed it over: a record of {@link Topics#RAW}, or a line of a feed.
 *
 * @param receivedAtMillis when it was received, epoch milliseconds
 * @param topic the MQTT topic
 * @param payload the bytes, unchanged; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copied nowhere
public record RawMessage(long receivedAtMillis, String topic, byte[] payload) {
  /**
   * Whether this is no message but a gateway's heartbeat: it says that time has passed in its
   * partition, and nothing else.
   */
  public boolean isHeartbeat() {
    return payload.length == 0 && topic.equals(Topics.HEARTBEAT_KEY);
  }

  /** Whether this is what people said of a machine's time. */
  public boolean isAnnotation() {
    return topic.startsWith(Topics.ANNOTATION_PREFIX);
  }

  /**
   * The MQTT topic of the machine that this is about: an annotation and its machine's messages go
   * one way.
   */
  public String machineTopic() {
    return isAnnotation()
        ? Topics.MQTT_PREFIX + topic.substring(Topics.ANNOTATION_PREFIX.length())
        : topic;
  }
}

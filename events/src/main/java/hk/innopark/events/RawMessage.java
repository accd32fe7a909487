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
}

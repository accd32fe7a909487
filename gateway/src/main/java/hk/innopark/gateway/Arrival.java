package hk.innopark.gateway;

/**
 * A message as the broker sent it.
 *
 * @param packetId what its PUBACK must name; 0 where none is wanted (QoS 0)
 * @param retained whether the broker had kept it from before the subscription
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and not kept
record Arrival(String topic, byte[] payload, int packetId, boolean retained) {
  boolean acknowledgeable() {
    return packetId != 0;
  }
}

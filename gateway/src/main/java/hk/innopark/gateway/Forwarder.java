package hk.innopark.gateway;

import java.time.Duration;

/** Takes records to where they are safe, and says when they are. */
interface Forwarder {
  /** Makes ready what the first message would have to wait for; may do nothing. */
  default void prepare() {}

  /** Told what became of one record, on the forwarder's own thread: it must not block. */
  interface Outcome {
    void confirmed();

    /** No record of this size is taken; it was not written. */
    void refusedAsTooLarge();

    /** The record was not written, and later ones may have been. */
    void failed(Exception cause);
  }

  /**
   * Takes a record on; blocks while there is no room for it, which is how an outage of Kafka
   * reaches the MQTT side.
   *
   * @throws RuntimeException where it is not taken; {@code outcome} hears nothing then
   */
  void send(Outbound outbound, Outcome outcome);

  /**
   * Writes a heartbeat to each partition of the raw topic in which the one before it is no longer
   * on its way. Nothing else depends on it: where it fails, that alone is told. Blocks while the
   * partitions are not known or there is no room.
   *
   * @throws RuntimeException where it could not be handed over
   */
  default void heartbeat(long receivedAtMillis, HeartbeatOutcome outcome) {}

  /** Told of each partition's heartbeat, on the forwarder's own thread: it must not block. */
  interface HeartbeatOutcome {
    /**
     * Kafka has it.
     *
     * @param receivedAtMillis the moment that it names
     */
    void written(long receivedAtMillis);

    void failed(Exception cause);
  }

  /** Ends; what is not confirmed by {@code patience} stays unacknowledged. */
  void close(Duration patience);
}

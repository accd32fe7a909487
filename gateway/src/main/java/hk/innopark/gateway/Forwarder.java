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

  /** Ends; what is not confirmed by {@code patience} stays unacknowledged. */
  void close(Duration patience);
}

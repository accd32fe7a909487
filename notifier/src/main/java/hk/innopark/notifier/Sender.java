package hk.innopark.notifier;

/** Tells one kind of channel; called by one thread a channel. */
interface Sender extends AutoCloseable {
  /**
   * Tells it, and returns when the other side has taken it.
   *
   * @return what is worth noting, in one line; may be empty
   */
  String send(Message message) throws DeliveryException;

  @Override
  default void close() {
    // most keep nothing open
  }
}

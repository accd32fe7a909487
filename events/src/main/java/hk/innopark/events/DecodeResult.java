package hk.innopark.events;

/** What became of a message: a reading, or a reason why not. */
public sealed interface DecodeResult {
  record Accepted(Reading reading) implements DecodeResult {}

  /**
   * @param detail what exactly was wrong, in one short line that holds no payload text
   */
  record Rejected(RejectReason reason, String detail) implements DecodeResult {}
}

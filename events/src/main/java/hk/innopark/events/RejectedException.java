package hk.innopark.events;

/** Leaves a decoder at the first thing that is wrong; carries no stack trace. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final RejectReason reason;

  /**
   * @param detail what exactly is wrong, in one short line that holds no payload text
   */
  public RejectedException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public RejectReason reason() {
    return reason;
  }

  DecodeResult asResult() {
    return new DecodeResult.Rejected(reason, getMessage());
  }
}

package hk.innopark.events;

/** Leaves the decoder at the first thing that is wrong; carries no stack trace. */
final class RejectedException extends RuntimeException {
  final RejectReason reason;

  RejectedException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  DecodeResult asResult() {
    return new DecodeResult.Rejected(reason, getMessage());
  }
}

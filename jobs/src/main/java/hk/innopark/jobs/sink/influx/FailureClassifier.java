package hk.innopark.jobs.sink.influx;

import java.util.Locale;

/** Decides what a failed write means. */
final class FailureClassifier {
  /** What is to be done about a failed write. */
  enum Verdict {
    /** The same lines may be taken later. */
    RETRY,
    /** Some line is at fault, or there are too many at once. */
    SPLIT,
    /** The bucket does not exist; other buckets are not affected. */
    REFUSE_BATCH,
    /** Nothing will be taken until a person changes something. */
    FAIL
  }

  private FailureClassifier() {}

  static Verdict verdict(WriteFailedException failure) {
    return switch (failure.status()) {
      case WriteFailedException.NO_STATUS, 408, 425, 429, 500, 502, 503, 504, 507, 509 ->
          Verdict.RETRY;
      case 400, 413, 422 -> Verdict.SPLIT;
      case 404 -> namesBucket(failure) ? Verdict.REFUSE_BATCH : Verdict.FAIL;
      case 501, 505 -> Verdict.FAIL;
      default -> failure.status() >= 500 ? Verdict.RETRY : Verdict.FAIL;
    };
  }

  /** InfluxDB says 404 of a missing bucket or organisation, a wrong address says so of the path. */
  private static boolean namesBucket(WriteFailedException failure) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("bucket");
  }
}

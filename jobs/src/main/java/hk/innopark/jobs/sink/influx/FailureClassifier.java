package hk.innopark.jobs.sink.influx;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides what a failed write means. */
final class FailureClassifier {
  /** What is to be done about a failed write. */
  enum Verdict {
    /** The same lines may be taken later. */
    RETRY,
    /** Some line is at fault, or there are too many at once. */
    SPLIT,
    /** The bucket does not exist or may not be written; other buckets are not affected. */
    REFUSE_BATCH,
    /** The server has taken all lines but those that are older than the bucket keeps. */
    TOO_OLD,
    /** The token is not, or no longer, valid: it may be exchanged at this moment. */
    AWAIT_TOKEN,
    /** Nothing will be taken until a person changes something. */
    FAIL
  }

  private static final Pattern DROPPED = Pattern.compile("\\bdropped=([0-9]{1,9})\\b");

  private FailureClassifier() {}

  static Verdict verdict(WriteFailedException failure) {
    return switch (failure.status()) {
      case WriteFailedException.NO_STATUS, 408, 425, 429, 500, 502, 503, 504, 507, 509 ->
          Verdict.RETRY;
      case 422 -> droppedAsTooOld(failure).isPresent() ? Verdict.TOO_OLD : Verdict.SPLIT;
      case 400, 413 -> Verdict.SPLIT;
      case 401 -> Verdict.AWAIT_TOKEN;
      case 403 -> Verdict.REFUSE_BATCH;
      case 404 -> namesBucket(failure) ? Verdict.REFUSE_BATCH : Verdict.FAIL;
      case 501, 505 -> Verdict.FAIL;
      default -> failure.status() >= 500 ? Verdict.RETRY : Verdict.FAIL;
    };
  }

  /**
   * How many lines InfluxDB 2 has dropped because they are older than the bucket's retention; empty
   * where that is not what it says.
   */
  static OptionalInt droppedAsTooOld(WriteFailedException failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    Matcher dropped = DROPPED.matcher(message);
    return message.contains("outside retention policy") && dropped.find()
        ? OptionalInt.of(Integer.parseInt(dropped.group(1)))
        : OptionalInt.empty();
  }

  /** InfluxDB says 404 of a missing bucket or organisation, a wrong address says so of the path. */
  private static boolean namesBucket(WriteFailedException failure) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("bucket");
  }
}

package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.sink.influx.FailureClassifier.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {

  @ParameterizedTest
  @CsvSource({
    "0, java.net.ConnectException: refused, RETRY",
    "408, timeout, RETRY",
    "429, too many requests, RETRY",
    "500, internal error, RETRY",
    "502, bad gateway, RETRY",
    "503, unavailable, RETRY",
    "504, gateway timeout, RETRY",
    "599, something new, RETRY",
    "400, field type conflict, SPLIT",
    "413, too large, SPLIT",
    "422, points beyond something, SPLIT",
    "422, 'failure writing points to database: partial write: dropped 3 points outside retention policy of duration 24h0m0s dropped=3', TOO_OLD",
    "404, 'bucket \"tenant-x\" not found', REFUSE_BATCH",
    "404, 'organization name \"x\" not found', FAIL",
    "404, HTTP status code: 404, FAIL",
    "401, unauthorized access, AWAIT_TOKEN",
    "403, forbidden, REFUSE_BATCH",
    "405, method not allowed, FAIL",
    "301, moved, FAIL",
    "501, not implemented, FAIL",
    "505, version, FAIL"
  })
  void eachAnswerHasItsConsequence(int status, String message, Verdict verdict) {
    assertThat(FailureClassifier.verdict(new WriteFailedException(status, message, null, null)))
        .isEqualTo(verdict);
  }
}

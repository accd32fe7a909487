package hk.innopark.events;

import static hk.innopark.events.Payloads.decoder;
import static hk.innopark.events.Payloads.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Rejected;

/** How payloads are refused. */
final class Rejections {
  private Rejections() {}

  static void assertRejected(String payload, RejectReason reason) {
    Rejected rejected = rejected(payload.getBytes(UTF_8));
    assertThat(rejected.reason()).as("%.200s: %s", payload, rejected.detail()).isEqualTo(reason);
    assertThat(rejected.detail()).hasSizeBetween(5, 120);
  }

  static Rejected rejected(byte[] payload) {
    DecodeResult result = decoder().decode(message(payload));
    assertThat(result).as("%.200s", new String(payload, UTF_8)).isInstanceOf(Rejected.class);
    return (Rejected) result;
  }

  static RejectReason reason(byte[] payload) {
    return rejected(payload).reason();
  }

  static RejectReason reason(DecodeResult result) {
    return ((Rejected) result).reason();
  }
}

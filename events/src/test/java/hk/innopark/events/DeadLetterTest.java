package hk.innopark.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterTest {

  @Test
  void ofAMessageThatIsTooLargeTheFirstKibibyteIsKeptAndTheHashIsOfTheWhole() {
    byte[] payload = new byte[70_000];
    new java.util.Random(1).nextBytes(payload);

    DeadLetter letter =
        DeadLetter.of(new RawMessage(5, "t", payload), RejectReason.TOO_LARGE, "70000 bytes");

    assertThat(letter.payload()).isEqualTo(Arrays.copyOf(payload, 1024));
    assertThat(letter.sha256())
        .isEqualTo(java.util.HexFormat.of().formatHex(MessageDigestSum.sha256().digest(payload)));
    assertThat(letter.receivedAtMillis()).isEqualTo(5);
    assertThat(letter.topic()).isEqualTo("t");
    assertThat(letter.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(letter.detail()).isEqualTo("70000 bytes");
  }

  @ParameterizedTest
  @EnumSource(value = RejectReason.class, mode = EnumSource.Mode.EXCLUDE, names = "TOO_LARGE")
  void ofAnyOtherMessageAllIsKept(RejectReason reason) {
    byte[] payload = new byte[2_000];

    assertThat(DeadLetter.of(new RawMessage(0, "t", payload), reason, "x").payload())
        .isEqualTo(payload);
  }

  @Test
  void aMessageWithoutPayloadIsKeptAsAnEmptyOne() {
    DeadLetter letter =
        DeadLetter.of(new RawMessage(0, "t", null), RejectReason.MALFORMED, "no payload");

    assertThat(letter.payload()).isEmpty();
    assertThat(letter.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}

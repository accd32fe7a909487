package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class MessageDigestSumTest {

  @Test
  void theDigestOfOneMessageIsTheSha256OfTopicZeroByteAndPayload() {
    byte[] hash = MessageDigestSum.sha256().digest("a/é\0payload".getBytes(UTF_8));

    assertThat(MessageDigestSum.of("a/é", "payload".getBytes(UTF_8)).toHex())
        .isEqualTo(HexFormat.of().formatHex(hash));
  }

  /** Computed with sha256sum. Persisted digests were made by this very function. */
  @Test
  void theDigestOfAKnownMessageNeverChanges() {
    assertThat(MessageDigestSum.of("innopark/a/b/c/d", "{}".getBytes(UTF_8)).toHex())
        .isEqualTo("746b564d4e17756d1bf42ec6a7952719e8321a52bd29f188164ded15e085af74");
  }

  @Test
  void whereTheTopicEndsMatters() {
    assertThat(MessageDigestSum.of("ab", new byte[] {'c'}))
        .isNotEqualTo(MessageDigestSum.of("a", new byte[] {'b', 'c'}));
  }

  @Property
  void theOrderOfMessagesDoesNotMatter(@ForAll List<byte[]> payloads, @ForAll Random random) {
    MessageDigestSum before = sum(payloads);
    Collections.shuffle(payloads, random);
    assertThat(sum(payloads)).isEqualTo(before);
  }

  @Property
  void moreMessagesHaveAnotherDigest(
      @ForAll List<byte[]> some, @ForAll @NotEmpty List<byte[]> others) {
    assertThat(sum(some).plus(sum(others))).isNotEqualTo(sum(some));
  }

  @Property
  void aRepeatedMessageIsSeen(@ForAll byte[] payload) {
    MessageDigestSum once = MessageDigestSum.of("t", payload);
    assertThat(once.plus(once)).isNotEqualTo(once).isNotEqualTo(MessageDigestSum.ZERO);
  }

  @Property
  void theHexHasSixtyFourDigits(@ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d) {
    assertThat(new MessageDigestSum(a, b, c, d).toHex())
        .isEqualTo(String.format("%016x%016x%016x%016x", a, b, c, d));
  }

  private static MessageDigestSum sum(List<byte[]> payloads) {
    MessageDigestSum sum = MessageDigestSum.ZERO;
    for (byte[] payload : payloads) {
      sum = sum.plus(MessageDigestSum.of("t", payload));
    }
    return sum;
  }
}

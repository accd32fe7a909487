package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandStampTest {
  @Test
  void theTimeOfSendingTakesThePlaceOfAnEarlierOne() {
    assertThat(CommandStamp.at(300, new byte[] {0x08, (byte) 0x85, 0x01, 0x12, 0x00}))
        .containsExactly(0x08, 0xAC, 0x02, 0x12, 0x00);
  }

  @Test
  void aPayloadWithoutOneGetsOne() {
    assertThat(CommandStamp.at(5, new byte[] {0x12, 0x00})).containsExactly(0x08, 0x05, 0x12, 0x00);
    assertThat(CommandStamp.at(5, new byte[0])).containsExactly(0x08, 0x05);
  }

  @Test
  void aPayloadThatBreaksOffIsStampedAllTheSame() {
    assertThat(CommandStamp.at(5, new byte[] {0x08})).containsExactly(0x08, 0x05);
    assertThat(CommandStamp.at(5, new byte[] {0x08, (byte) 0x80})).containsExactly(0x08, 0x05);
  }
}

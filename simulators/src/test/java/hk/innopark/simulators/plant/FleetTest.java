package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.FeedLine;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Instant START = Instant.parse("2026-03-02T16:00:00Z");
  private static final SimulationRun RUN = new SimulationRun(7, "test");

  private static List<String> lines(List<RawMessage> messages) {
    return messages.stream().map(FeedLine::format).toList();
  }

  private static List<RawMessage> day(SimulationRun run) {
    return Fleet.startingAt(START, Plants.sample(), run).advanceTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void the_same_seed_gives_the_same_bytes() {
    assertThat(lines(day(RUN))).isEqualTo(lines(day(RUN)));
  }

  @Test
  void another_seed_gives_other_messages() {
    assertThat(lines(day(RUN))).isNotEqualTo(lines(day(new SimulationRun(8, "test"))));
  }

  @Test
  void it_does_not_matter_how_far_the_plants_are_advanced_at_a_time() {
    Instant end = START.plus(Duration.ofHours(9));
    Fleet whole = Fleet.startingAt(START, Plants.sample(), RUN);
    List<String> expected = lines(whole.advanceTo(end));
    Fleet pieces = Fleet.startingAt(START, Plants.sample(), RUN);
    List<RawMessage> messages = new ArrayList<>();
    long step = 1;
    while (pieces.position().isBefore(end)) {
      Instant next = pieces.position().plusMillis(step);
      messages.addAll(pieces.advanceTo(next.isBefore(end) ? next : end));
      step = step * 7 % 90_001 + 1;
    }
    assertThat(lines(messages)).isEqualTo(expected);
    assertThat(pieces.truth().allHours())
        .containsExactlyInAnyOrderElementsOf(whole.truth().allHours());
  }

  @Test
  void messages_are_in_order_of_time_and_every_machine_sends() {
    List<RawMessage> messages = day(RUN);
    long last = 0;
    Map<String, Integer> count = new HashMap<>();
    for (RawMessage message : messages) {
      assertThat(message.receivedAtMillis()).isGreaterThanOrEqualTo(last);
      last = message.receivedAtMillis();
      count.merge(message.topic(), 1, Integer::sum);
    }
    assertThat(count).hasSize(41);
    assertThat(messages).hasSizeGreaterThan(100_000);
  }

  @Test
  void every_message_is_accepted_by_the_decoder_and_small() {
    PayloadDecoder decoder = new PayloadDecoder(Duration.ofDays(1), Duration.ofMinutes(5));
    for (RawMessage message : day(RUN)) {
      assertThat(decoder.decode(message)).isInstanceOf(DecodeResult.Accepted.class);
      assertThat(message.payload().length).isLessThan(512);
    }
  }
}

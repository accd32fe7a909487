package hk.innopark.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.plant.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayFeedTest {
  @Test
  void a_test_gets_the_same_messages_every_time(
      @ReplayFeed(tenant = "medivance", seed = 4) List<RawMessage> one,
      @ReplayFeed(tenant = "medivance", seed = 4) List<RawMessage> again,
      @ReplayFeed(tenant = "medivance", seed = 5) List<RawMessage> other) {
    assertThat(one).isNotEmpty();
    assertThat(Messages.lines(one)).isEqualTo(Messages.lines(again));
    assertThat(Messages.lines(one)).isNotEqualTo(Messages.lines(other));
  }

  @Test
  void a_test_gets_a_feed_file(
      @ReplayFeed(tenant = "medivance", lasts = "PT10M") Path file,
      @ReplayFeed(tenant = "medivance", lasts = "PT10M") List<RawMessage> messages)
      throws Exception {
    assertThat(FeedReplay.open(file).messages()).isEqualTo(messages.size());
  }

  @Test
  void a_test_gets_the_truth_and_the_faults_of_a_feed(
      @ReplayFeed(
              from = "2026-03-03T02:00:00Z",
              lasts = "PT2H",
              tenant = "harbour-pharma",
              faults = ReplayFeed.Faults.DEMO)
          SimulatedFeed feed) {
    assertThat(feed.truth().start()).isEqualTo(Instant.parse("2026-03-03T02:00:00Z"));
    assertThat(feed.truth().completeHours()).hasSize(8);
    assertThat(feed.faults().count("store_and_forward")).isPositive();
    assertThat(feed.messages()).isNotEmpty();
  }

  @Test
  void a_test_gets_a_recorded_feed(
      @ReplayFeed(resource = "feeds/two.ndjson") List<RawMessage> feed) {
    assertThat(feed)
        .extracting(RawMessage::topic)
        .containsExactly("innopark/e/t/l/m-1", "innopark/e/t/l/m-2");
  }
}

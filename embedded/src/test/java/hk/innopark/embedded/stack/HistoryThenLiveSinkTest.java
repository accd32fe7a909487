package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryThenLiveSinkTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void sendsNothingLiveBeforeTheHistoryIsStored() throws Exception {
    HistoryThenLiveSink sink =
        new HistoryThenLiveSink(sink("kafka"), sink("mqtt"), () -> events.add("live"));
    sink.send(message("innopark/e/t/l/m"));
    sink.send(message("innopark/e/t/l/m"));
    sink.goLive();
    sink.send(message("innopark/e/t/l/m"));
    sink.send(message("innopark/e/t/l/m"));

    assertThat(events).containsExactly("kafka", "kafka", "kafka drained", "live", "mqtt", "mqtt");
    assertThat(sink.acknowledged()).isEqualTo(4);
    assertThat(sink.historyAcknowledged()).isEqualTo(2);
  }

  @Test
  void aTenantsMessagesGoOverItsOwnConnection() throws Exception {
    TenantSinks sinks = new TenantSinks(Map.of("e/a", sink("a"), "e/b", sink("b")));
    sinks.send(message("innopark/e/b/l/m"));
    sinks.send(message("innopark/e/a/l/m"));

    assertThat(events).containsExactly("b", "a");
    assertThatThrownBy(() -> sinks.send(message("innopark/e/c/l/m")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("innopark/e/c/l/m");
  }

  private static RawMessage message(String topic) {
    return new RawMessage(0, topic, new byte[0]);
  }

  private MessageSink sink(String name) {
    return new MessageSink() {
      private long sent;

      @Override
      public void send(RawMessage message) {
        events.add(name);
        sent++;
      }

      @Override
      public boolean drain(Duration atMost) {
        events.add(name + " drained");
        return true;
      }

      @Override
      public long acknowledged() {
        return sent;
      }

      @Override
      public void close() {}
    };
  }
}

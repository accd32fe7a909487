package hk.innopark.jobs.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.jobs.sink.kafka.KafkaRejectedLines.ProducerReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** With the client library's own in-memory producer. */
class KafkaRejectedLinesTest {

  @Test
  void aRefusedLineIsKeptWithItsBucketAndTheServersMessage() throws Exception {
    MockProducer<byte[], byte[]> producer = producer(true);
    ProducerReceiver receiver = new ProducerReceiver("refused", producer);

    receiver.accept("tenant-a", "energy,origin=麵 mean_kw=1 1", "field type conflict");
    receiver.flush();

    ProducerRecord<byte[], byte[]> kept = producer.history().get(0);
    assertThat(kept.topic()).isEqualTo("refused");
    assertThat(text(kept.key())).isEqualTo("tenant-a");
    assertThat(text(kept.value())).isEqualTo("energy,origin=麵 mean_kw=1 1");
    assertThat(text(kept.headers().lastHeader("bucket").value())).isEqualTo("tenant-a");
    assertThat(text(kept.headers().lastHeader("detail").value())).isEqualTo("field type conflict");
  }

  @Test
  void aLineThatKafkaDoesNotTakeFailsTheFlush() {
    MockProducer<byte[], byte[]> producer = producer(false);
    ProducerReceiver receiver = new ProducerReceiver("refused", producer);
    receiver.accept("tenant-a", "energy mean_kw=1 1", "no");
    producer.errorNext(new IllegalStateException("broker gone"));

    assertThatThrownBy(receiver::flush)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("topic refused")
        .hasRootCauseMessage("broker gone");
  }

  @Test
  void aFlushWithoutLinesIsNothing() {
    assertThatCode(() -> new ProducerReceiver("refused", producer(true)).flush())
        .doesNotThrowAnyException();
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}

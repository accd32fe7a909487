package hk.innopark.benchmarks.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.UnlimitedWindows;
import org.apache.kafka.streams.kstream.Window;
import org.apache.kafka.streams.kstream.Windowed;

/** What Kafka Streams writes into its stores and topics: plain bytes, without names of fields. */
final class StreamsSerdes {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Window EVER = UnlimitedWindows.of().windowsFor(0).get(0L);
  private static final int NUMBERS_OF_SUMS = 13;
  private static final int NUMBERS_OF_MESSAGE = 5;

  /** A message as it came, by Jackson; null for a heartbeat. It is never written. */
  static final Serde<PlainMessage> JSON =
      Serdes.serdeFrom(
          (Serializer<PlainMessage>)
              (topic, message) -> {
                throw new UnsupportedOperationException();
              },
          (topic, bytes) -> read(bytes));

  /** What the next message needs of the one before. */
  static final Serde<PlainMessage> LAST =
      Serdes.serdeFrom(
          (Serializer<PlainMessage>) (topic, message) -> bytes(message),
          (topic, bytes) -> message(bytes));

  static final Serde<PlainSums> SUMS =
      Serdes.serdeFrom(
          (Serializer<PlainSums>) (topic, sums) -> bytes(sums), (topic, bytes) -> sums(bytes));

  private StreamsSerdes() {}

  /**
   * Groups what was summed by key and window by the key alone. Another key would cost a topic in
   * between, since Kafka Streams cannot know that it is in the same partition.
   */
  static <K> Serde<Windowed<K>> withoutWindow(Serde<K> keys) {
    return Serdes.serdeFrom(
        (topic, windowed) -> keys.serializer().serialize(topic, windowed.key()),
        (topic, bytes) -> new Windowed<>(keys.deserializer().deserialize(topic, bytes), EVER));
  }

  private static PlainMessage read(byte[] json) {
    try {
      return json.length == 0 ? null : MAPPER.readValue(json, PlainMessage.class);
    } catch (IOException malformed) {
      throw new SerializationException(malformed);
    }
  }

  private static byte[] bytes(PlainMessage message) {
    PlainMessage.Signals signals = message.signals;
    byte[] state = signals.state.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(NUMBERS_OF_MESSAGE * Long.BYTES + state.length)
        .putLong(message.ts)
        .putLong(signals.good_count)
        .putLong(signals.reject_count)
        .putDouble(signals.active_energy_kwh)
        .putDouble(signals.reactive_energy_kvarh)
        .put(state)
        .array();
  }

  private static PlainMessage message(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    PlainMessage message = new PlainMessage();
    message.signals = new PlainMessage.Signals();
    message.ts = in.getLong();
    message.signals.good_count = in.getLong();
    message.signals.reject_count = in.getLong();
    message.signals.active_energy_kwh = in.getDouble();
    message.signals.reactive_energy_kvarh = in.getDouble();
    message.signals.state = new String(bytes, in.position(), in.remaining(), ISO_8859_1);
    return message;
  }

  private static byte[] bytes(PlainSums sums) {
    return ByteBuffer.allocate(NUMBERS_OF_SUMS * Long.BYTES)
        .putLong(sums.messages)
        .putLong(sums.good)
        .putLong(sums.scrap)
        .putLong(sums.runningMillis)
        .putLong(sums.idleMillis)
        .putLong(sums.setupMillis)
        .putLong(sums.downMillis)
        .putDouble(sums.gridKwh)
        .putDouble(sums.reactiveKvarh)
        .putDouble(sums.runningKwh)
        .putDouble(sums.idleKwh)
        .putDouble(sums.setupKwh)
        .putDouble(sums.downKwh)
        .array();
  }

  private static PlainSums sums(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    PlainSums sums = new PlainSums();
    sums.messages = in.getLong();
    sums.good = in.getLong();
    sums.scrap = in.getLong();
    sums.runningMillis = in.getLong();
    sums.idleMillis = in.getLong();
    sums.setupMillis = in.getLong();
    sums.downMillis = in.getLong();
    sums.gridKwh = in.getDouble();
    sums.reactiveKvarh = in.getDouble();
    sums.runningKwh = in.getDouble();
    sums.idleKwh = in.getDouble();
    sums.setupKwh = in.getDouble();
    sums.downKwh = in.getDouble();
    return sums;
  }
}

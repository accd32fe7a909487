package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Sparkplug payloads that are compressed, as a Sparkplug payload of their own: {@code uuid} {@code
 * SPBV1.0_COMPRESSED}, the compressed bytes in {@code body}, and the metric {@code algorithm}. JSON
 * and what lies outside the window passes as it is.
 */
public final class CompressedPayloads implements MessageStage {
  private static final String UUID = "SPBV1.0_COMPRESSED";
  private static final int STRING_DATATYPE = 12;

  /** How payloads are compressed. */
  public enum Algorithm {
    GZIP,
    DEFLATE
  }

  private final MessageStage before;
  private final FaultWindow window;
  private final Algorithm algorithm;

  public CompressedPayloads(MessageStage before, FaultWindow window, Algorithm algorithm) {
    this.before = before;
    this.window = window;
    this.algorithm = algorithm;
  }

  @Override
  public List<RawMessage> pass(List<RawMessage> messages, Instant until) {
    return before.pass(messages, until).stream().map(this::compressed).toList();
  }

  @Override
  public List<RawMessage> held() {
    return before.held();
  }

  @Override
  public void hold(List<RawMessage> messages) {
    before.hold(messages);
  }

  private RawMessage compressed(RawMessage message) {
    boolean isMeant =
        message.topic().startsWith(Topics.SPARKPLUG_PREFIX)
            && window.covers(message.receivedAtMillis());
    return isMeant
        ? new RawMessage(message.receivedAtMillis(), message.topic(), wrapped(message.payload()))
        : message;
  }

  /**
   * Fields of sparkplug_b.proto: Payload.timestamp 1, metrics 2, seq 3, uuid 4, body 5; Metric.name
   * 1, datatype 4, string_value 15.
   */
  private byte[] wrapped(byte[] payload) {
    Protobuf metric =
        new Protobuf().text(1, "algorithm").number(4, STRING_DATATYPE).text(15, algorithm.name());
    Protobuf outer = new Protobuf();
    Protobuf.numberIn(payload, 1).ifPresent(stamp -> outer.number(1, stamp));
    outer.bytes(2, metric.toBytes());
    Protobuf.numberIn(payload, 3).ifPresent(sequence -> outer.number(3, sequence));
    return outer.text(4, UUID).bytes(5, deflated(payload)).toBytes();
  }

  private byte[] deflated(byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        algorithm == Algorithm.GZIP
            ? new GZIPOutputStream(bytes)
            : new DeflaterOutputStream(bytes)) {
      out.write(payload);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

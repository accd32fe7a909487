package hk.innopark.transports.sparkplug;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.time.Duration;

/** Encodes JSON messages on their way into another sink, which keeps the order of topics. */
public final class SparkplugSink implements MessageSink {
  private final MessageSink sink;
  private final SparkplugEncoder encoder = new SparkplugEncoder();

  public SparkplugSink(MessageSink sink) {
    this.sink = sink;
  }

  @Override
  public void send(RawMessage message) throws IOException, InterruptedException {
    for (RawMessage said : encoder.encode(message)) {
      sink.send(said);
    }
  }

  @Override
  public boolean drain(Duration atMost) throws IOException, InterruptedException {
    return sink.drain(atMost);
  }

  @Override
  public long acknowledged() {
    return sink.acknowledged();
  }

  @Override
  public void close() {
    sink.close();
  }
}

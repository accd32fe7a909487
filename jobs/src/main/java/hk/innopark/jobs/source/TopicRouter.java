package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes what a topic says of the way that a message takes: to its machine, or first to its
 * Sparkplug edge node. A heartbeat ends here; it has moved the watermark, which is all it is for.
 */
public final class TopicRouter extends ProcessFunction<RawMessage, RawMessage> {
  /** Messages that speak Sparkplug, for the one who knows their edge node. */
  public static final OutputTag<RawMessage> SPARKPLUG =
      new OutputTag<>("sparkplug", RawMessageType.INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(RawMessage message, Context context, Collector<RawMessage> out) {
    if (message.topic().startsWith(Topics.SPARKPLUG_PREFIX)) {
      context.output(SPARKPLUG, message);
    } else if (!message.isHeartbeat()) {
      out.collect(message);
    }
  }
}

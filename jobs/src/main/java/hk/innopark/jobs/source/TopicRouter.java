package hk.innopark.jobs.source;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import hk.innopark.jobs.decode.MappedInput;
import hk.innopark.jobs.decode.MessageCount;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.model.Machine;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes what a topic says of the way that a message takes: to its machine, first to its Sparkplug
 * edge node, or to the mapping of the machine whose topic it is by the registry of its arrival. A
 * heartbeat ends here; it has moved the watermark, which is all it is for.
 */
public final class TopicRouter extends ProcessFunction<RawMessage, RawMessage> {
  /** Messages that speak Sparkplug, for the one who knows their edge node. */
  public static final OutputTag<RawMessage> SPARKPLUG =
      new OutputTag<>("sparkplug", RawMessageType.INSTANCE);

  /** Messages in a maker's own form, for the one who knows their mapping. */
  public static final OutputTag<MappedInput> MAPPED =
      new OutputTag<>("mapped", TypeInformation.of(MappedInput.class));

  private static final long serialVersionUID = 1L;

  /** Of a machine's own topic. */
  private static final int SLASHES = 4;

  private final ReferenceData.Source references;
  private transient ReferenceHistory reference;
  private transient MessageCount refused;

  public TopicRouter(ReferenceData.Source references) {
    this.references = references;
  }

  @Override
  public void open(OpenContext context) {
    refused = MessageCount.open(getRuntimeContext(), Refusals.COUNTED);
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<RawMessage> out) {
    String topic = message.topic();
    if (topic.startsWith(Topics.SPARKPLUG_PREFIX)) {
      context.output(SPARKPLUG, message);
    } else if (isOwnForm(topic) || message.isAnnotation()) {
      out.collect(message);
    } else if (!message.isHeartbeat()) {
      route(message, context, out);
    }
  }

  /** Whether the topic can be a machine's own, or claims to be. */
  private static boolean isOwnForm(String topic) {
    if (!topic.startsWith(Topics.MQTT_PREFIX)) {
      return false;
    }
    int slashes = 0;
    for (int index = topic.indexOf('/'); index >= 0; index = topic.indexOf('/', index + 1)) {
      slashes++;
    }
    return slashes <= SLASHES;
  }

  private void route(RawMessage message, Context context, Collector<RawMessage> out) {
    if (reference == null) {
      // most installations have no such device, and need not read the registry here
      reference = references.open();
    }
    reference.refresh();
    Optional<Machine> machine =
        reference.at(message.receivedAtMillis()).mappedDevices().ofTopic(message.topic());
    if (machine.isPresent()) {
      context.output(MAPPED, new MappedInput(machine.get().id(), message));
    } else if (reference.isMappedTopic(message.topic())) {
      refused.add();
      context.output(
          Refusals.DEAD_LETTERS,
          DeadLetter.of(
              message,
              RejectReason.UNKNOWN_DEVICE,
              "no machine names this topic at the message's arrival"));
    } else {
      // refused where messages are read
      out.collect(message);
    }
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }
}

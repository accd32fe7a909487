package hk.innopark.jobs.sparkplug;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.events.StampWindow;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.MessageCount;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sparkplug messages of one edge node in; readings of registered machines out, everything that is
 * refused to the dead letters, requests for a rebirth to the commands, and what is known of the
 * edge node to its status.
 */
public final class SparkplugFunction
    extends KeyedProcessFunction<String, RawMessage, AccountInput> {
  /** Requests to edge nodes: the topic and payload to publish, as of the arrival that caused it. */
  public static final OutputTag<RawMessage> COMMANDS =
      new OutputTag<>("commands", TypeInformation.of(RawMessage.class));

  /** Name of an accumulator: how often a rebirth was asked for. */
  public static final String REBIRTHS = "rebirths";

  /** What is known of an edge node, whenever that changes. */
  public static final OutputTag<EdgeNodeStatus> STATUS =
      new OutputTag<>("edge-nodes", TypeInformation.of(EdgeNodeStatus.class));

  /**
   * For how long of arrival time a message that is ahead of its turn waits for those before it,
   * which are missing only then.
   */
  public static final Duration REORDER_TIMEOUT = Duration.ofSeconds(2);

  private static final long serialVersionUID = 1L;

  private final ReferenceData.Source references;
  private final DecodeConfig config;

  private transient ReferenceHistory reference;
  private transient RegisteredDevices registered;
  private transient MetricReader metrics;
  private transient ValueState<EdgeNodeState> states;
  private transient MessageCount refused;
  private transient MessageCount rebirths;

  public SparkplugFunction(ReferenceData.Source references, DecodeConfig config) {
    this.references = references;
    this.config = config;
  }

  /** The key of a message: its edge node, or the topic where that names none. */
  public static String keyOf(RawMessage message) {
    return SparkplugAddress.of(message.topic())
        .map(SparkplugAddress::key)
        .orElseGet(message::machineTopic);
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    registered = new RegisteredDevices(reference);
    metrics = new MetricReader(new StampWindow(config.retention(), config.futureTolerance()));
    states =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("edge-node", EdgeNodeStateSerializer.INSTANCE));
    refused = MessageCount.open(getRuntimeContext(), Refusals.COUNTED);
    rebirths = MessageCount.open(getRuntimeContext(), REBIRTHS);
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<AccountInput> out)
      throws Exception {
    reference.refresh();
    Optional<SparkplugTopic> mapped = registered.mapped(message);
    if (mapped.isPresent() && !mapped.get().type().isCommand()) {
      follow(message, mapped.get(), context, out);
      return;
    }
    Optional<SparkplugTopic> named = SparkplugTopic.of(message.topic());
    if (named.isEmpty() || named.get().type().isCommand()) {
      refuse(
          message,
          RejectReason.BAD_ID,
          "the topic is not spBv1.0/{estate}.{tenant}/{type}/{line}[/{machine}]",
          context);
      return;
    }
    SparkplugTopic topic = named.get();
    ReferenceData onArrival = reference.at(message.receivedAtMillis());
    if (!onArrival.hasTenant(topic.estate(), topic.tenant())) {
      refuse(message, RejectReason.UNKNOWN_TENANT, "no such tenant in this estate", context);
    } else if (!onArrival.hasLine(topic.tenant(), topic.line())) {
      // without state: nobody can fill it by inventing edge nodes
      refuse(message, RejectReason.UNKNOWN_DEVICE, "no such line of this tenant", context);
    } else {
      follow(message, topic, context, out);
    }
  }

  private void follow(
      RawMessage message, SparkplugTopic topic, Context context, Collector<AccountInput> out)
      throws Exception {
    EdgeNodeState state = states.value();
    if (state == null) {
      state = new EdgeNodeState();
    }
    EdgeNode node = edgeNode(state, topic, context, out);
    node.accept(message, topic);
    wake(node, context);
    states.update(state);
  }

  /** A message has waited for those before it long enough. */
  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<AccountInput> out)
      throws Exception {
    EdgeNodeState state = states.value();
    if (state == null) {
      return;
    }
    reference.refresh();
    Optional<SparkplugTopic> topic = place(state, context.getCurrentKey());
    if (topic.isEmpty()) {
      return; // of a mapped node, and nothing waits
    }
    EdgeNode node = edgeNode(state, topic.get(), context, out);
    node.timeReaches(millis);
    wake(node, context);
    states.update(state);
  }

  /** A mapped node's place is that of its messages that wait. */
  private Optional<SparkplugTopic> place(EdgeNodeState state, String edgeNode) {
    return state.held.isEmpty()
        ? SparkplugTopic.ofEdgeNode(edgeNode)
        : registered.place(state.held.get(0));
  }

  private static void wake(EdgeNode node, Context context) {
    OptionalLong deadline = node.deadline();
    if (deadline.isPresent()) {
      context.timerService().registerEventTimeTimer(deadline.getAsLong());
    }
  }

  private EdgeNode edgeNode(
      EdgeNodeState state, SparkplugTopic node, Context context, Collector<AccountInput> out) {
    return new EdgeNode(
        state,
        registered,
        metrics,
        REORDER_TIMEOUT,
        new EdgeNode.Output() {
          @Override
          public void reading(RawMessage message, Reading reading) {
            out.collect(new AccountInput(reading.machine(), reading.origin(), message, reading));
          }

          @Override
          public void refused(
              RawMessage message, SparkplugTopic topic, RejectReason reason, String detail) {
            if (RegisteredDevices.isNotOurs(topic)) {
              return;
            }
            refuse(message, reason, detail, context);
            if (topic.machine() != null
                && registered.has(topic.machineId(), message.receivedAtMillis())) {
              notice(message, topic, state, out);
            }
          }

          @Override
          public void rebirthWanted(long atMillis) {
            rebirths.add();
            context.output(COMMANDS, RebirthCommand.to(context.getCurrentKey(), atMillis));
          }

          @Override
          public void statusChanged(long atMillis) {
            context.output(
                STATUS, EdgeNodeStatus.of(node, context.getCurrentKey(), state, atMillis));
          }
        });
  }

  /** A registered machine's account counts the message that was refused. */
  private static void notice(
      RawMessage message, SparkplugTopic topic, EdgeNodeState state, Collector<AccountInput> out) {
    MachineId machine = topic.machineId();
    DeviceSession device = state.devices.get(machine.machine());
    String origin = device == null ? Reading.REAL : device.origin;
    out.collect(new AccountInput(machine, origin, message, null));
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }

  private void refuse(RawMessage message, RejectReason reason, String detail, Context context) {
    refused.add();
    context.output(Refusals.DEAD_LETTERS, DeadLetter.of(message, reason, detail));
  }
}

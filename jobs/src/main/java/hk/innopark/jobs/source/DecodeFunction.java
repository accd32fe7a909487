package hk.innopark.jobs.source;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.DecodeResult;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import hk.innopark.jobs.account.AccountInput;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Messages in; readings of registered machines out, Sparkplug aside, everything else to the dead
 * letters.
 */
public final class DecodeFunction extends ProcessFunction<RawMessage, AccountInput> {
  /** What was refused. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Messages that speak Sparkplug, for the one who knows their edge node. */
  public static final OutputTag<RawMessage> SPARKPLUG =
      new OutputTag<>("sparkplug", TypeInformation.of(RawMessage.class));

  /** Name of an accumulator: how many were refused here. */
  public static final String REFUSED = "refused";

  private static final long serialVersionUID = 1L;

  private final ReferenceData.Source references;
  private final DecodeConfig config;

  private transient ReferenceHistory reference;
  private transient PayloadDecoder decoder;
  private transient LongCounter refused;

  public DecodeFunction(ReferenceData.Source references, DecodeConfig config) {
    this.references = references;
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    decoder = new PayloadDecoder(config.retention(), config.futureTolerance());
    refused = new LongCounter();
    getRuntimeContext().addAccumulator(REFUSED, refused);
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<AccountInput> out) {
    if (message.isHeartbeat()) {
      return; // it has moved the watermark, which is all that it is for
    }
    if (message.topic().startsWith(Topics.SPARKPLUG_PREFIX)) {
      context.output(SPARKPLUG, message);
      return;
    }
    reference.refresh();
    DecodeResult result = decoder.decode(message);
    if (result instanceof DecodeResult.Accepted accepted) {
      accept(message, accepted.reading(), context, out);
    } else if (result instanceof DecodeResult.Rejected rejected) {
      refuse(message, rejected.reason(), rejected.detail(), context);
      MachineId.ofTopic(message.topic())
          .filter(reference.at(message.receivedAtMillis())::hasMachine)
          .ifPresent(
              machine -> out.collect(new AccountInput(machine, Reading.REAL, message, null)));
    }
  }

  private void accept(
      RawMessage message, Reading reading, Context context, Collector<AccountInput> out) {
    MachineId machine = reading.machine();
    // known on arrival, as a machine that was registered meanwhile and whose messages are sent
    // again; or known then, as a machine that is gone and whose stored messages come late
    ReferenceData onArrival = reference.at(message.receivedAtMillis());
    if (onArrival.hasMachine(machine)
        || reference.at(reading.timestampMillis()).hasMachine(machine)) {
      out.collect(new AccountInput(machine, reading.origin(), message, reading));
    } else if (!onArrival.hasTenant(machine.estate(), machine.tenant())) {
      refuse(message, RejectReason.UNKNOWN_TENANT, "no such tenant in this estate", context);
    } else {
      refuse(message, RejectReason.UNKNOWN_DEVICE, "no such machine on this line", context);
    }
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }

  private void refuse(RawMessage message, RejectReason reason, String detail, Context context) {
    refused.add(1);
    context.output(DEAD_LETTERS, DeadLetter.of(message, reason, detail));
  }
}

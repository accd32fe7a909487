package hk.innopark.jobs.decode;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectedException;
import hk.innopark.events.StampWindow;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.mapping.MappedDecoder;
import hk.innopark.registry.mapping.MappedMessage;
import hk.innopark.registry.model.Machine;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Messages in a maker's own form in, readings out, by the mapping that is in force at the message's
 * arrival; what is refused goes to the dead letters. The key is the machine.
 */
public final class MappingFunction extends KeyedProcessFunction<String, MappedInput, AccountInput> {
  private static final long serialVersionUID = 1L;

  /** Of a device that numbers its messages and names no boot. */
  private static final String ONE_BOOT = "mapped";

  private final ReferenceData.Source references;
  private final DecodeConfig config;

  private transient ReferenceHistory reference;
  private transient MappedDecoder decoder;
  private transient ValueState<MessageNumbers> numbers;
  private transient MessageCount refused;

  public MappingFunction(ReferenceData.Source references, DecodeConfig config) {
    this.references = references;
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    decoder = new MappedDecoder(new StampWindow(config.retention(), config.futureTolerance()));
    numbers =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "message-numbers", TypeInformation.of(MessageNumbers.class)));
    refused = MessageCount.open(getRuntimeContext(), Refusals.COUNTED);
  }

  @Override
  public void processElement(MappedInput input, Context context, Collector<AccountInput> out)
      throws Exception {
    RawMessage raw = input.raw();
    MachineId machine = input.machine();
    reference.refresh();
    Machine registered =
        reference
            .at(raw.receivedAtMillis())
            .mappedDevices()
            .ofTopic(raw.topic())
            .orElseThrow(() -> new IllegalStateException("no mapping of " + raw.topic()));
    try {
      MappedMessage said =
          decoder.decode(registered.mapping(), raw.payload(), raw.receivedAtMillis());
      out.collect(new AccountInput(machine, Reading.REAL, raw, reading(said, registered, raw)));
    } catch (RejectedException why) {
      refused.add();
      context.output(Refusals.DEAD_LETTERS, DeadLetter.of(raw, why.reason(), why.getMessage()));
      // its account counts the message
      out.collect(new AccountInput(machine, Reading.REAL, raw, null));
    }
  }

  private Reading reading(MappedMessage said, Machine machine, RawMessage raw) throws Exception {
    MessageDigestSum digest = MessageDigestSum.of(raw.topic(), raw.payload());
    String boot = said.boot() == null ? ONE_BOOT : said.boot();
    long sequence;
    if (said.sequence().isPresent()) {
      sequence = said.sequence().getAsLong();
    } else {
      MessageNumbers before = numbers.value();
      MessageNumbers.Given given =
          (before == null ? MessageNumbers.NONE : before)
              .number(
                  said.timestampMillis(),
                  said.hasStamp() ? (Long) digest.lane0() : null,
                  silenceMillis(machine));
      numbers.update(given.after());
      boot = String.format(Locale.ROOT, "map-%012d", given.boot());
      sequence = given.number();
    }
    DowntimeReason reason = said.reason() == null ? null : DowntimeReason.ofText(said.reason());
    return new Reading(
        machine.id(),
        Reading.REAL,
        said.timestampMillis(),
        raw.receivedAtMillis(),
        boot,
        sequence,
        said.state(),
        reason,
        reason == null ? null : reason.unlisted(said.reason()),
        said.product(),
        said.order(),
        said.values(),
        said.quarantined(),
        0,
        0,
        digest);
  }

  /** As of an account: the longer of what a state holds and two samples. */
  private static long silenceMillis(Machine machine) {
    return Math.max(machine.staleAfter().toMillis(), 2 * machine.samplePeriod().toMillis());
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }
}

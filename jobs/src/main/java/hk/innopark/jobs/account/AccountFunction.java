package hk.innopark.jobs.account;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the accounts: readings of one machine and origin in, element deltas of the machine and all
 * above it out. Timers run on arrival time.
 */
public final class AccountFunction
    extends KeyedProcessFunction<String, AccountInput, ElementDelta> {
  /** Readings older than the lateness horizon, as they were received. */
  public static final OutputTag<RawMessage> LATE =
      new OutputTag<>("late", TypeInformation.of(RawMessage.class));

  /** Readings an amount of which is beyond arithmetic; the rest of them counts. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Deltas of lines by the minute, where the others are summed up. */
  public static final OutputTag<ElementDelta> LINE_MINUTES =
      new OutputTag<>("line-minutes", TypeInformation.of(ElementDelta.class));

  /** Names of accumulators: every decoded message is counted in exactly one of the two. */
  public static final String DECODED = "decoded";

  public static final String DUPLICATES = "duplicates";

  /** Name of an accumulator: how many of the decoded were late. */
  public static final String LATE_COUNT = "late";

  private static final long serialVersionUID = 1L;
  private static final long FLUSH_MILLIS = 1000;

  private final ReferenceData.Source references;
  private final AccountConfig config;
  private final long untilMillis;

  private transient ReferenceHistory reference;
  private transient ValueState<AccountState> states;
  private transient LongCounter decoded;
  private transient LongCounter duplicates;
  private transient LongCounter late;

  /**
   * @param untilMillis the arrival time at which bounded input ends, beyond which silence says
   *     nothing; {@link Long#MAX_VALUE} for live input
   */
  public AccountFunction(ReferenceData.Source references, AccountConfig config, long untilMillis) {
    this.references = references;
    this.config = config;
    this.untilMillis = untilMillis;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    states =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("account", AccountStateSerializer.INSTANCE));
    decoded = new LongCounter();
    duplicates = new LongCounter();
    late = new LongCounter();
    getRuntimeContext().addAccumulator(DECODED, decoded);
    getRuntimeContext().addAccumulator(DUPLICATES, duplicates);
    getRuntimeContext().addAccumulator(LATE_COUNT, late);
  }

  @Override
  public void processElement(AccountInput input, Context context, Collector<ElementDelta> out)
      throws Exception {
    AccountState state = states.value();
    if (state == null) {
      state = new AccountState();
    }
    DeltaOutput deltas = output(Entity.of(input.machine(), input.origin()), context, out);
    MachineAccount account = account(deltas, state);
    Reading reading = input.reading();
    if (reading == null) {
      account.countDeadLetter(input.raw().receivedAtMillis());
    } else {
      accept(account, reading, input.raw(), context);
    }
    if (account.takeOverflow()) {
      context.output(
          DEAD_LETTERS,
          DeadLetter.of(input.raw(), RejectReason.OVERFLOW, "an amount is beyond 64 bits"));
    }
    deltas.flush();
    states.update(state);
    long flushAt = (state.arrivalMillis / FLUSH_MILLIS + 1) * FLUSH_MILLIS - 1;
    context.timerService().registerEventTimeTimer(flushAt);
    scheduleSilence(account, context);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ElementDelta> out)
      throws Exception {
    AccountState state = states.value();
    if (state == null) {
      return;
    }
    DeltaOutput deltas = output(entity(context.getCurrentKey()), context, out);
    MachineAccount account = account(deltas, state);
    account.advanceTo(Math.min(timestamp, untilMillis));
    account.drain();
    deltas.flush();
    if (state.samples.isEmpty() || hasEnded(state, context.getCurrentKey())) {
      states.clear();
      return;
    }
    states.update(state);
    if (timestamp < untilMillis) {
      scheduleSilence(account, context);
    }
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }

  /**
   * Whether a simulated run is over: silent for longer than a message may be late. A real machine's
   * silence never ends by itself, since its registry entry says that it is expected.
   */
  private boolean hasEnded(AccountState state, String key) {
    return !key.startsWith(Reading.REAL + "|")
        && state.arrivalMillis - state.lastReceivedMillis > config.latenessHorizon().toMillis();
  }

  private void accept(MachineAccount account, Reading reading, RawMessage raw, Context context) {
    switch (account.accept(reading)) {
      case ACCEPTED -> decoded.add(1);
      case DUPLICATE -> duplicates.add(1);
      case LATE -> {
        decoded.add(1);
        late.add(1);
        context.output(LATE, raw);
      }
    }
  }

  private static void scheduleSilence(MachineAccount account, Context context) {
    long silence = account.nextSilenceMillis();
    if (silence != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(silence);
    }
  }

  private DeltaOutput output(Entity machine, Context context, Collector<ElementDelta> out) {
    return new DeltaOutput(machine, config.resolution(), context, out);
  }

  private MachineAccount account(DeltaOutput deltas, AccountState state) {
    reference.refresh();
    return new MachineAccount(reference.machine(deltas.machine()), state, config, deltas);
  }

  /** The machine of an account's key. */
  private static Entity entity(String key) {
    int bar = key.indexOf('|');
    String[] path = key.substring(bar + 1).split("/", -1);
    return new Entity(Level.MACHINE, path[0], path[1], path[2], path[3], key.substring(0, bar));
  }
}

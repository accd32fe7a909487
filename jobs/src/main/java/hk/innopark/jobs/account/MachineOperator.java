package hk.innopark.jobs.account;

import hk.innopark.events.Annotation;
import hk.innopark.events.AnnotationDecoder;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.DecodeResult;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.MessageCount;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.BookOperator;
import hk.innopark.jobs.rollup.DeltaSums;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * All that is done where a machine's messages are: each is decoded, goes through the machine's
 * account, and what the account says goes into the machine's own periods and into sums for its
 * line. Messages come as they were received, those of Sparkplug as readings. The key is the
 * machine's MQTT topic.
 */
public final class MachineOperator extends BookOperator<MachineBook>
    implements TwoInputStreamOperator<RawMessage, AccountInput, PeriodTotal> {
  /** Of each machine and origin what it says, at most every five seconds of arrival time. */
  public static final OutputTag<AccountInput> READINGS =
      new OutputTag<>("readings", TypeInformation.of(AccountInput.class));

  /** Sums of what machines said, by line. */
  public static final OutputTag<ElementDelta> LINES =
      new OutputTag<>("lines", TypeInformation.of(ElementDelta.class));

  /** What each reading says of its sensors' life. */
  public static final OutputTag<Pulse> PULSES =
      new OutputTag<>("pulses", TypeInformation.of(Pulse.class));

  /** Readings older than the lateness horizon, as they were received. */
  public static final OutputTag<RawMessage> LATE =
      new OutputTag<>("late", TypeInformation.of(RawMessage.class));

  /** Machines' stops, whenever they change. */
  public static final OutputTag<StopRow> STOPS =
      new OutputTag<>("stops", TypeInformation.of(StopRow.class));

  /** What machines did for orders, whenever that changes. */
  public static final OutputTag<OrderRow> ORDERS =
      new OutputTag<>("orders", TypeInformation.of(OrderRow.class));

  /** Names of counts: a message that is not refused is counted in one of the two. */
  public static final String DECODED = "decoded";

  public static final String DUPLICATES = "duplicates";

  /** Name of an accumulator: how many of the decoded were late. */
  public static final String LATE_COUNT = "late";

  private static final long serialVersionUID = 1L;
  private static final long FLUSH_MILLIS = 1_000;

  private final DecodeConfig decode;
  private final AccountConfig account;
  private final RollupConfig rollup;
  private final long untilMillis;

  private transient PayloadDecoder decoder;
  private transient AnnotationDecoder annotations;
  private transient DeltaSums lines;

  /** Keys of machines of which something is pending. */
  private transient List<String> touched;

  private transient long flushedSecond;
  private transient Object expectedBy;
  private transient MessageCount refused;
  private transient MessageCount decoded;
  private transient MessageCount duplicates;
  private transient MessageCount late;

  /**
   * @param untilMillis the arrival time at which bounded input ends, beyond which silence says
   *     nothing; {@link Long#MAX_VALUE} for live input
   */
  public MachineOperator(
      ReferenceData.Source references,
      DecodeConfig decode,
      AccountConfig account,
      RollupConfig rollup,
      long untilMillis) {
    super(references);
    this.decode = decode;
    this.account = account;
    this.rollup = rollup;
    this.untilMillis = untilMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = new PayloadDecoder(decode.retention(), decode.futureTolerance());
    annotations = new AnnotationDecoder(decode.futureTolerance());
    touched = new ArrayList<>();
    lines = lines == null ? new DeltaSums() : lines;
    flushedSecond = Long.MIN_VALUE;
    refused = MessageCount.open(getRuntimeContext(), Refusals.COUNTED);
    decoded = MessageCount.open(getRuntimeContext(), DECODED);
    duplicates = MessageCount.open(getRuntimeContext(), DUPLICATES);
    late = MessageCount.open(getRuntimeContext(), LATE_COUNT);
  }

  @Override
  public void processElement1(StreamRecord<RawMessage> element) throws Exception {
    RawMessage message = element.getValue();
    reference().refresh();
    if (message.isAnnotation()) {
      annotate(message);
      return;
    }
    DecodeResult result = decoder.decode(message);
    if (result instanceof DecodeResult.Accepted accepted) {
      accept(message, accepted.reading());
    } else if (result instanceof DecodeResult.Rejected rejected) {
      refuse(message, rejected.reason(), rejected.detail());
      MachineId.ofTopic(message.topic())
          .filter(reference().at(message.receivedAtMillis())::hasMachine)
          .ifPresent(machine -> countDeadLetter(Reading.REAL, message));
    }
  }

  @Override
  public void processElement2(StreamRecord<AccountInput> element) throws Exception {
    AccountInput input = element.getValue();
    reference().refresh();
    if (input.reading() == null) {
      countDeadLetter(input.origin(), input.raw());
    } else {
      enter(input);
    }
  }

  /** What somebody said of the machine's time. */
  private void annotate(RawMessage message) {
    try {
      Annotation annotation = annotations.decode(message);
      ReferenceData known = reference().at(message.receivedAtMillis());
      MachineId machine = annotation.machine();
      if (!known.hasMachine(machine) && !reference().isKnown(machine)) {
        throw new RejectedException(RejectReason.UNKNOWN_DEVICE, "no such machine on this line");
      }
      DowntimeReason standard =
          annotation.reason() == null
              ? null
              : known
                  .standardReason(machine.tenant(), annotation.reason())
                  .orElseThrow(
                      () ->
                          new RejectedException(
                              RejectReason.UNKNOWN_REASON, "no such reason of this tenant"));
      annotate(message, annotation, standard);
    } catch (RejectedException rejected) {
      refuse(message, rejected.reason(), rejected.getMessage());
    }
  }

  private void annotate(RawMessage message, Annotation annotation, DowntimeReason standard) {
    String key = (String) getCurrentKey();
    MachineBook book = change(key);
    ReasonNames.Word word = ReasonNames.Word.of(annotation, standard);
    MachineAccount spokenOf = book.of(annotation.origin()).account();
    if (!spokenOf.mayBeAnnotated()) {
      throw new RejectedException(RejectReason.LIMITS, "too much was said of this machine");
    }
    switch (spokenOf.annotate(word, message.receivedAtMillis())) {
      case ACCEPTED -> {
        decoded.add();
        visit(key).of(annotation.origin()).haveSpoken();
      }
      case DUPLICATE -> duplicates.add();
      case LATE -> {
        decoded.add();
        late.add();
        output.collect(LATE, new StreamRecord<>(message, message.receivedAtMillis()));
      }
    }
    touch(key, book);
    changed(key);
  }

  private void touch(String key, MachineBook book) {
    if (!book.isTouched) {
      book.isTouched = true;
      touched.add(key);
    }
  }

  private void accept(RawMessage message, Reading reading) {
    MachineId machine = reading.machine();
    // known on arrival, as a machine that was registered meanwhile and whose messages are sent
    // again; or known then, as a machine that is gone and whose stored messages come late
    ReferenceData onArrival = reference().at(message.receivedAtMillis());
    MachineBook book = find((String) getCurrentKey());
    if ((book == null ? onArrival.hasMachine(machine) : book.isIn(onArrival))
        || reference().at(reading.timestampMillis()).hasMachine(machine)) {
      enter(new AccountInput(machine, reading.origin(), message, reading));
    } else if (!onArrival.hasTenant(machine.estate(), machine.tenant())) {
      refuse(message, RejectReason.UNKNOWN_TENANT, "no such tenant in this estate");
    } else {
      refuse(message, RejectReason.UNKNOWN_DEVICE, "no such machine on this line");
    }
  }

  private void enter(AccountInput input) {
    String key = (String) getCurrentKey();
    MachineBook book = change(key);
    MachineBook.Origin origin = book.of(input.origin());
    long receivedAt = input.raw().receivedAtMillis();
    output.collect(PULSES, new StreamRecord<>(origin.pulse(key, input.reading()), receivedAt));
    if (origin.isToBeShown(receivedAt)) {
      output.collect(READINGS, new StreamRecord<>(input, receivedAt));
    }
    MachineAccount account = origin.accountAt(input.reading().receivedAtMillis());
    switch (account.accept(input.reading())) {
      case ACCEPTED -> decoded.add();
      case DUPLICATE -> duplicates.add();
      case LATE -> {
        decoded.add();
        late.add();
        output.collect(LATE, new StreamRecord<>(input.raw(), input.raw().receivedAtMillis()));
      }
    }
    if (account.takeOverflow()) {
      letter(input.raw(), RejectReason.OVERFLOW, "an amount is beyond 64 bits");
    }
    touch(key, book);
    queued(key);
    flushIfFull();
  }

  private void countDeadLetter(String origin, RawMessage message) {
    String key = (String) getCurrentKey();
    MachineBook book = change(key);
    book.of(origin)
        .accountAt(message.receivedAtMillis())
        .countDeadLetter(message.receivedAtMillis());
    touch(key, book);
    queued(key);
    flushIfFull();
  }

  private void flushIfFull() {
    if (lines.isFull()) {
      flush();
    }
  }

  private void refuse(RawMessage message, RejectReason reason, String detail) {
    refused.add();
    letter(message, reason, detail);
  }

  private void letter(RawMessage message, RejectReason reason, String detail) {
    output.collect(
        Refusals.DEAD_LETTERS,
        new StreamRecord<>(DeadLetter.of(message, reason, detail), message.receivedAtMillis()));
  }

  @Override
  protected void beforeDue(long arrivalMillis) {
    expectMachines();
    long second = Math.floorDiv(arrivalMillis, FLUSH_MILLIS);
    if (second != flushedSecond) {
      flushedSecond = second;
      for (String key : touched) {
        MachineBook book = visit(key);
        book.isTouched = false;
        book.advanceTo(arrivalMillis);
        changed(key);
      }
      touched.clear();
    }
  }

  @Override
  protected void afterDue(long arrivalMillis) {
    flush();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    // nothing is left pending, so that a restart makes nothing later than it was
    for (String key : touched) {
      visit(key).drain();
      changed(key);
    }
    flush();
  }

  private void flush() {
    lines.flush(delta -> output.collect(LINES, new StreamRecord<>(delta, delta.slotMillis())));
  }

  /** Opens accounts of machines that are expected though they have never spoken. */
  private void expectMachines() {
    Object versions = reference().known();
    if (versions == expectedBy) {
      return;
    }
    expectedBy = versions;
    reference()
        .expectedFrom()
        .forEach(
            (machine, fromMillis) -> {
              String key = machine.topic();
              if (isMine(key)) {
                visit(key).of(Reading.REAL).account().expectFrom(fromMillis);
                changed(key);
              }
            });
  }

  private boolean isMine(String key) {
    int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    return ((CheckpointableKeyedStateBackend<?>) getKeyedStateBackend())
        .getKeyGroupRange()
        .contains(KeyGroupRangeAssignment.assignToKeyGroup(key, groups));
  }

  @Override
  protected MachineBook open(String key) {
    if (lines == null) {
      lines = new DeltaSums();
    }
    MachineId machine = MachineId.ofTopic(key).orElseThrow();
    return new MachineBook(
        machine,
        reference(),
        account,
        rollup,
        untilMillis,
        hourStore(key),
        lines,
        row -> output.collect(STOPS, new StreamRecord<>(row)),
        row -> output.collect(ORDERS, new StreamRecord<>(row)),
        this::emit);
  }
}

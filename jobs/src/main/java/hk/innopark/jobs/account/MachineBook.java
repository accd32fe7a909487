package hk.innopark.jobs.account;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.BookOperator;
import hk.innopark.jobs.rollup.DeltaSums;
import hk.innopark.jobs.rollup.HourBlocks;
import hk.innopark.jobs.rollup.PeriodBook;
import hk.innopark.jobs.rollup.RollupConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A machine's accounts and periods: one of each for real data and for each simulated run. */
final class MachineBook implements BookOperator.Book {
  private static final long STEP_MILLIS = 3_600_000L;
  private static final long SHOWN_EVERY_MILLIS = 5_000L;

  /** Messages of one machine that come by several ways are not more out of order than that. */
  private static final long MARGIN_MILLIS = 60_000L;

  private final MachineId machine;
  private final ReferenceHistory reference;
  private final AccountConfig config;
  private final RollupConfig rollup;
  private final long untilMillis;
  private final HourBlocks.Store store;
  private final DeltaSums lines;
  private final Consumer<StopRow> stops;
  private final Consumer<OrderRow> orders;
  private final PeriodBook.Output out;
  private final List<Origin> origins = new ArrayList<>(1);

  /** Whether something is pending; of use to the operator alone. */
  boolean isTouched;

  /** The version of the registry that was asked last, and whether it has the machine. */
  private ReferenceData asked;

  private boolean isInAsked;

  MachineBook(
      MachineId machine,
      ReferenceHistory reference,
      AccountConfig config,
      RollupConfig rollup,
      long untilMillis,
      HourBlocks.Store store,
      DeltaSums lines,
      Consumer<StopRow> stops,
      Consumer<OrderRow> orders,
      PeriodBook.Output out) {
    this.machine = machine;
    this.reference = reference;
    this.config = config;
    this.rollup = rollup;
    this.untilMillis = untilMillis;
    this.store = store;
    this.lines = lines;
    this.stops = stops;
    this.orders = orders;
    this.out = out;
  }

  /** Whether a version of the registry has the machine. */
  boolean isIn(ReferenceData version) {
    if (asked != version) {
      asked = version;
      isInAsked = version.hasMachine(machine);
    }
    return isInAsked;
  }

  /** What is kept of one origin; begun where there is nothing yet. */
  Origin of(String origin) {
    for (int index = 0; index < origins.size(); index++) {
      if (origins.get(index).name.equals(origin)) {
        return origins.get(index);
      }
    }
    Origin added = new Origin(origin, freeIndex(), new AccountState());
    origins.add(added);
    return added;
  }

  private int freeIndex() {
    int index = 0;
    for (Origin origin : origins) {
      index = Math.max(index, origin.index + 1);
    }
    return index;
  }

  @Override
  public long nextDueMillis() {
    long due = Long.MAX_VALUE;
    for (Origin origin : origins) {
      due = Math.min(due, origin.nextDueMillis());
    }
    return due;
  }

  @Override
  public void advanceTo(long arrivalMillis) {
    for (int index = 0; index < origins.size(); index++) {
      origins.get(index).advanceTo(arrivalMillis);
    }
    origins.removeIf(Origin::isOver);
  }

  /** Hands on what is pending. */
  void drain() {
    for (Origin origin : origins) {
      if (!origin.hasEnded) {
        origin.account.drain();
      }
    }
  }

  @Override
  public boolean isOver() {
    return origins.isEmpty();
  }

  @Override
  public void store(long arrivalMillis) throws IOException {
    for (Origin origin : origins) {
      origin.periods.store(arrivalMillis);
    }
  }

  @Override
  public void write(long arrivalMillis, DataOutputSerializer out) throws IOException {
    store(arrivalMillis);
    out.writeByte(origins.size());
    for (Origin origin : origins) {
      out.writeUTF(origin.name);
      out.writeByte(origin.index);
      out.writeBoolean(origin.hasEnded);
      AccountStateSerializer.INSTANCE.serialize(origin.state, out);
      origin.periods.write(out);
    }
  }

  @Override
  public void read(DataInputDeserializer in) throws IOException {
    for (int left = in.readByte(); left > 0; left--) {
      String name = in.readUTF();
      int index = in.readByte();
      boolean hasEnded = in.readBoolean();
      Origin origin = new Origin(name, index, AccountStateSerializer.INSTANCE.deserialize(in));
      origin.hasEnded |= hasEnded;
      origin.periods.read(in);
      origins.add(origin);
    }
  }

  /** The account and the periods of one origin. */
  final class Origin {
    private final String name;
    private final int index;
    private final Entity entity;
    private final String key;
    private final String line;
    private final PeriodBook periods;
    private AccountState state;
    private SpokenOrders spoken;
    private MachineAccount account;
    private long nowMillis = Long.MIN_VALUE;

    /** Not kept in state: after a restart each machine's reading is shown once more. */
    private long shownMillis;

    private long saidMinute = Long.MIN_VALUE;

    /** Whether a simulated run is over, or the machine is in no version of the registry. */
    private boolean hasEnded;

    private Origin(String name, int index, AccountState state) {
      this.entity = Entity.of(machine, name);
      this.key = entity.key();
      this.name = name;
      this.index = index;
      this.line = entity.at(Level.LINE).key().intern();
      this.periods = new PeriodBook(entity, rollup, reference, untilMillis, ofOrigin());
      this.hasEnded = !reference.isKnown(machine);
      this.state = state;
      this.spoken = new SpokenOrders(state, periods::ofMinute);
      this.account = hasEnded ? null : open(state);
    }

    private MachineAccount open(AccountState of) {
      return new MachineAccount(reference.machine(entity), of, config, this::take)
          .sayingStops(piece -> stops.accept(StopRow.of(machine, name, piece, piece.word())))
          .sayingOrders(this::say);
    }

    /** What people said may have changed. */
    void haveSpoken() {
      spoken.touchAll();
      spoken.say(this::emit);
    }

    private void say(OrderSums.OrderSum own) {
      emit(spoken.with(own));
    }

    private void emit(OrderSums.OrderSum sum) {
      orders.accept(
          new OrderRow(
              Entity.of(machine, name),
              sum.order,
              sum.product,
              sum.day.date().toString(),
              sum.beginMillis,
              sum.endMillis,
              sum.elements.pack(),
              0));
    }

    /** Whether it is long enough since the last reading that was shown. */
    boolean isToBeShown(long arrivalMillis) {
      if (arrivalMillis - shownMillis < SHOWN_EVERY_MILLIS) {
        return false;
      }
      shownMillis = arrivalMillis;
      return true;
    }

    /** What a reading says of the sensors' life. */
    Pulse pulse(String topic, Reading reading) {
      return new Pulse(
          topic,
          key,
          entity,
          reading.timestampMillis(),
          reading.receivedAtMillis(),
          reading.state(),
          reading.values());
    }

    /** The account, up to when a message arrived; begun anew where it had ended. */
    MachineAccount accountAt(long arrivalMillis) {
      // what a long silence says is settled before more is said of it
      long before = arrivalMillis - MARGIN_MILLIS;
      while (!hasEnded && nowMillis != Long.MIN_VALUE && before - nowMillis > STEP_MILLIS) {
        advanceTo(nowMillis + STEP_MILLIS);
      }
      return account();
    }

    MachineAccount account() {
      if (hasEnded) {
        hasEnded = false;
        state = new AccountState();
        spoken = new SpokenOrders(state, periods::ofMinute);
        account = open(state);
      }
      return account;
    }

    private void take(long minuteMillis, long slotMillis, Elements elements) {
      periods.add(minuteMillis, slotMillis, nowMillis, elements);
      lines.add(line, minuteMillis, slotMillis, elements);
      spoken.touch(minuteMillis);
    }

    private long nextDueMillis() {
      long silence = hasEnded ? Long.MAX_VALUE : account.nextSilenceMillis();
      return Math.min(silence > untilMillis ? Long.MAX_VALUE : silence, periods.nextDueMillis());
    }

    private void advanceTo(long arrivalMillis) {
      nowMillis = arrivalMillis;
      if (!hasEnded) {
        if (Math.min(arrivalMillis, untilMillis) != Long.MAX_VALUE) {
          account.advanceTo(Math.min(arrivalMillis, untilMillis));
        }
        account.drain();
        if (arrivalMillis > untilMillis) {
          account.end();
        }
        hasEnded = isRunOver();
      }
      if (Minutes.of(arrivalMillis) != saidMinute || arrivalMillis > untilMillis) {
        saidMinute = Minutes.of(arrivalMillis);
        spoken.say(this::emit);
      }
      periods.advanceTo(arrivalMillis, out);
    }

    /**
     * Whether a simulated run is over: silent for longer than a message may be late. A real
     * machine's silence never ends by itself, since its registry entry says that it is expected.
     */
    private boolean isRunOver() {
      return !name.equals(Reading.REAL)
          && state.arrivalMillis - state.lastReceivedMillis > config.latenessHorizon().toMillis();
    }

    private boolean isOver() {
      return hasEnded && periods.isEmpty();
    }

    /** Hours of several origins stand side by side. */
    private HourBlocks.Store ofOrigin() {
      return new HourBlocks.Store() {
        @Override
        public byte[] get(long hourMillis) {
          return store.get(hourMillis + index);
        }

        @Override
        public void put(long hourMillis, byte[] block) {
          store.put(hourMillis + index, block);
        }

        @Override
        public void remove(long hourMillis) {
          store.remove(hourMillis + index);
        }
      };
    }
  }
}

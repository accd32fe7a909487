package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that an account remembers of one machine and origin; changed by {@link MachineAccount}. */
final class AccountState {
  static final int SIGNALS = Signal.values().length;
  private static final long MOST_COUNTED = 1_000_000;

  /** Samples that may still get a neighbour, in order of time. */
  final List<Sample> samples = new ArrayList<>(2);

  final List<SequenceGap> gaps = new ArrayList<>(2);
  final Map<String, BootProgress> boots = new HashMap<>();

  /** When the machine stood, as long as people may name it. */
  final StopTimes stops;

  /** What people said of its time. */
  final ReasonNames names;

  /** What it did for each order. */
  final OrderSums orders;

  /** On which orders people say that it worked. */
  final ReasonNames orderNames;

  /** From when on stops have changed without being said; {@link Long#MAX_VALUE} for nothing. */
  long unsaidMillis = Long.MAX_VALUE;

  /** In which minute of arrival a stop that goes on was said last. */
  long saidMinute = Long.MIN_VALUE;

  /** Elements not yet handed on, by minute, all of the arrival minute {@link #slot}. */
  PendingMinutes pending = new PendingMinutes();

  /** The quickest that each counter has shown, in its unit an hour; null where none is needed. */
  double[] paces;

  /** How many items each counter of items has counted that may be taken back; or null. */
  long[] counted;

  /** The arrival minute of what is pending. */
  long slot;

  /** The newest arrival, epoch milliseconds. */
  long arrivalMillis = Long.MIN_VALUE;

  /** When the last message was taken, epoch milliseconds of arrival. */
  long takenMillis = Long.MIN_VALUE;

  /** Up to where silence has been accounted for, epoch milliseconds. */
  long silenceMillis = Long.MIN_VALUE;

  /** From when on silence counts though nothing has come yet, epoch milliseconds. */
  long expectedMillis = Long.MAX_VALUE;

  /** The signals (a bit each) that have ever come. */
  int seen;

  /** How many samples were left by the last clearing out. */
  int retained;

  /** How long after its stamp the last message arrived, milliseconds. */
  long lastDelayMillis;

  /** When the last message arrived, epoch milliseconds. */
  long lastReceivedMillis;

  /** How far a boot has come. */
  static final class BootProgress {
    /** The greatest sequence number received. */
    long newest;

    /** The greatest stamp received. */
    long newestMillis;

    /** When something of it was received last. */
    long arrivalMillis;

    /** The least stamp received. */
    long sinceMillis;

    /** How often its numbers began again; kept with the first of them. */
    int restarts;

    BootProgress(
        long newest, long newestMillis, long arrivalMillis, long sinceMillis, int restarts) {
      this.newest = newest;
      this.newestMillis = newestMillis;
      this.arrivalMillis = arrivalMillis;
      this.sinceMillis = sinceMillis;
      this.restarts = restarts;
    }

    BootProgress copy() {
      return new BootProgress(newest, newestMillis, arrivalMillis, sinceMillis, restarts);
    }
  }

  AccountState() {
    this(new StopTimes(), new ReasonNames(), new OrderSums(), new ReasonNames());
  }

  private AccountState(
      StopTimes stops, ReasonNames names, OrderSums orders, ReasonNames orderNames) {
    this.orders = orders;
    this.orderNames = orderNames;
    this.stops = stops;
    this.names = names;
  }

  double paceAnHour(Signal signal) {
    return paces == null ? 0 : paces[signal.ordinal()];
  }

  void showPace(Signal signal, double anHour) {
    if (paces == null) {
      if (anHour == 0) {
        return;
      }
      paces = new double[SIGNALS];
    }
    paces[signal.ordinal()] = anHour;
  }

  long counted(Signal signal) {
    return counted == null ? 0 : counted[signal.ordinal()];
  }

  void count(Signal signal, long items) {
    if (counted == null) {
      counted = new long[SIGNALS];
    }
    long sum = counted[signal.ordinal()] + items;
    counted[signal.ordinal()] = Math.max(0, Math.min(MOST_COUNTED, sum));
  }

  AccountState copy() {
    AccountState copy =
        new AccountState(stops.copy(), names.copy(), orders.copy(), orderNames.copy());
    copy.unsaidMillis = unsaidMillis;
    copy.saidMinute = saidMinute;
    samples.forEach(sample -> copy.samples.add(sample.copy()));
    copy.gaps.addAll(gaps);
    boots.forEach((boot, progress) -> copy.boots.put(boot, progress.copy()));
    copy.pending = pending.copy();
    copy.paces = paces == null ? null : paces.clone();
    copy.counted = counted == null ? null : counted.clone();
    copy.slot = slot;
    copy.arrivalMillis = arrivalMillis;
    copy.takenMillis = takenMillis;
    copy.silenceMillis = silenceMillis;
    copy.expectedMillis = expectedMillis;
    copy.seen = seen;
    copy.retained = retained;
    copy.lastDelayMillis = lastDelayMillis;
    copy.lastReceivedMillis = lastReceivedMillis;
    return copy;
  }
}

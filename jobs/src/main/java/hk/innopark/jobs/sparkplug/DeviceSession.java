package hk.innopark.jobs.sparkplug;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;

/**
 * What is known of one device of an edge node. A device reports changes alone, so what it said last
 * still holds, until a death, or until something of it may be missing.
 */
final class DeviceSession {
  static final int SIGNALS = Signal.values().length;
  private static final MachineState[] STATES = MachineState.values();

  boolean born;

  /** The edge node's count of births when this session began. */
  long boot;

  /** The number of the next reading in this boot. */
  long sequence;

  /** The newest moment of which it spoke, but for history. */
  long liveMillis = Long.MIN_VALUE;

  /** Signals (a bit each) whose last value still holds. */
  int present;

  final long[] values = new long[SIGNALS];
  String product;
  String order;
  DowntimeReason reason;
  String origin = Reading.REAL;

  /** By slot: the data types of the birth. */
  final byte[] dataTypes = new byte[MetricSlot.COUNT];

  /** Something may be missing: what it said last need not hold any more. */
  void forget() {
    present = 0;
    product = null;
    order = null;
    reason = null;
  }

  /** Begins a session in which nothing was said yet. */
  void begin(long newBoot) {
    born = true;
    boot = newBoot;
    sequence = 0;
  }

  /** The reading of an update: with all that still holds, or of history the update alone. */
  Reading reading(
      DeviceUpdate update,
      MachineId machine,
      long receivedAtMillis,
      int unknownSignals,
      MessageDigestSum digest) {
    boolean isLive = !update.historical && update.timestampMillis >= liveMillis;
    DeviceSession shown = isLive ? this : new DeviceSession();
    shown.take(update);
    if (isLive) {
      liveMillis = update.timestampMillis;
    }
    boolean ended = update.denies(MetricSlot.STATE);
    return new Reading(
        machine,
        origin,
        update.timestampMillis,
        receivedAtMillis,
        bootName(boot),
        sequence++,
        shown.state(),
        shown.reason,
        shown.product,
        shown.order,
        shown.numbers(ended),
        unknownSignals,
        digest);
  }

  /** A reading after which the device's state is unknown; in a boot of its own. */
  Reading death(MachineId machine, long atMillis, long deathBoot, RawTimes times) {
    born = false;
    boot = deathBoot;
    sequence = 1;
    forget();
    liveMillis = Math.max(liveMillis, atMillis);
    return new Reading(
        machine,
        origin,
        liveMillis,
        times.receivedAtMillis(),
        bootName(deathBoot),
        0,
        null,
        null,
        null,
        null,
        numbers(true),
        0,
        times.digest());
  }

  /** When a message came, and its digest. */
  record RawTimes(long receivedAtMillis, MessageDigestSum digest) {}

  /** Boots sort by name in the order in which they began. */
  static String bootName(long boot) {
    return String.format(java.util.Locale.ROOT, "spb-%012d", boot);
  }

  private void take(DeviceUpdate update) {
    present &= ~update.absent;
    for (int slot = 0; slot < SIGNALS; slot++) {
      if (update.says(slot)) {
        values[slot] = update.values[slot];
        present |= 1 << slot;
      }
    }
    if (update.says(MetricSlot.PRODUCT) || update.denies(MetricSlot.PRODUCT)) {
      product = update.product;
    }
    if (update.says(MetricSlot.ORDER) || update.denies(MetricSlot.ORDER)) {
      order = update.order;
    }
    if (update.says(MetricSlot.REASON) || update.denies(MetricSlot.REASON)) {
      reason = update.reason;
    }
  }

  private MachineState state() {
    return (present & 1 << MetricSlot.STATE) == 0 ? null : STATES[(int) values[MetricSlot.STATE]];
  }

  private SignalValues numbers(boolean stateEnded) {
    int state = 1 << MetricSlot.STATE;
    int shown = stateEnded ? present | state : present & ~state;
    long[] byOrdinal = values.clone();
    byOrdinal[MetricSlot.STATE] = 0;
    return SignalValues.compact(shown, byOrdinal);
  }

  DeviceSession copy() {
    DeviceSession copy = new DeviceSession();
    copy.born = born;
    copy.boot = boot;
    copy.sequence = sequence;
    copy.liveMillis = liveMillis;
    copy.present = present;
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.product = product;
    copy.order = order;
    copy.reason = reason;
    copy.origin = origin;
    System.arraycopy(dataTypes, 0, copy.dataTypes, 0, dataTypes.length);
    return copy;
  }
}

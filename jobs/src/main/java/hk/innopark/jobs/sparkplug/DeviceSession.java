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
  static final long NO_ALIAS = -1;
  private static final MachineState[] STATES = MachineState.values();

  boolean born;

  /** Between the birth of its node and its own, where that is no restart: the boot goes on. */
  boolean goesOn;

  /** Of its last birth that was refused, what tells it from another; 0 where none was. */
  long refusedBirth;

  /** The last alias that no birth named; {@link #NO_ALIAS} where there was none. */
  long missingAlias = NO_ALIAS;

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
  String reasonText;
  String origin = Reading.REAL;

  /** By slot: the data types of the birth. */
  final byte[] dataTypes = new byte[MetricSlot.COUNT];

  /** Something may be missing: what it said last need not hold any more. */
  void forget() {
    present = 0;
    product = null;
    order = null;
    reason = null;
    reasonText = null;
  }

  /** Begins a boot: nothing proves that nothing is missing before it. */
  void begin(long newBoot) {
    boot = newBoot;
    sequence = 0;
  }

  /** Its birth was understood. */
  void isBorn() {
    born = true;
    goesOn = false;
    refusedBirth = 0;
  }

  /** Its node was born: its own birth is to follow. */
  void nodeWasBorn(boolean again) {
    goesOn = again && (born || goesOn);
    born = false;
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
        shown.reasonText,
        shown.product,
        shown.order,
        shown.numbers(ended),
        update.quarantined & MetricSlot.ALL_SIGNALS,
        unknownSignals,
        0,
        digest);
  }

  /** A reading after which the device's state is unknown; in a boot of its own. */
  Reading death(MachineId machine, long atMillis, long deathBoot, RawTimes times) {
    born = false;
    goesOn = false;
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
    present &= ~(update.absent | update.quarantined);
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
      reasonText = update.reasonText;
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
    copy.goesOn = goesOn;
    copy.refusedBirth = refusedBirth;
    copy.missingAlias = missingAlias;
    copy.boot = boot;
    copy.sequence = sequence;
    copy.liveMillis = liveMillis;
    copy.present = present;
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.product = product;
    copy.order = order;
    copy.reason = reason;
    copy.reasonText = reasonText;
    copy.origin = origin;
    System.arraycopy(dataTypes, 0, copy.dataTypes, 0, dataTypes.length);
    return copy;
  }
}

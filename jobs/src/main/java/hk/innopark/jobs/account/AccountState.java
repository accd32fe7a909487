package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that an account remembers of one machine and origin; changed by {@link MachineAccount}. */
final class AccountState {
  /** Samples that may still get a neighbour, in order of time. */
  final List<Sample> samples = new ArrayList<>();

  final List<SequenceGap> gaps = new ArrayList<>();
  final Map<String, BootProgress> boots = new HashMap<>();

  /** Elements not yet handed on, by minute, all of the arrival minute {@link #slot}. */
  final TreeMap<Long, Elements> pending = new TreeMap<>();

  /** The arrival minute of what is pending. */
  long slot;

  /** The newest arrival, epoch milliseconds. */
  long arrivalMillis = Long.MIN_VALUE;

  /** Up to where silence has been accounted for, epoch milliseconds. */
  long silenceMillis = Long.MIN_VALUE;

  /** How many samples were left by the last clearing out. */
  int retained;

  /** How long after its stamp the last message arrived, milliseconds. */
  long lastDelayMillis;

  /** When the last message arrived, epoch milliseconds. */
  long lastReceivedMillis;

  /**
   * How far a boot has come.
   *
   * @param newest the greatest sequence number received
   * @param arrivalMillis when it was received
   */
  record BootProgress(long newest, long arrivalMillis) {}

  AccountState copy() {
    AccountState copy = new AccountState();
    samples.forEach(sample -> copy.samples.add(sample.copy()));
    copy.gaps.addAll(gaps);
    copy.boots.putAll(boots);
    pending.forEach(
        (minute, elements) -> {
          Elements sum = new Elements();
          sum.add(elements);
          copy.pending.put(minute, sum);
        });
    copy.slot = slot;
    copy.arrivalMillis = arrivalMillis;
    copy.silenceMillis = silenceMillis;
    copy.retained = retained;
    copy.lastDelayMillis = lastDelayMillis;
    copy.lastReceivedMillis = lastReceivedMillis;
    return copy;
  }
}

package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import java.util.Arrays;

/**
 * Which state held when, in a time whose samples are forgotten: for a counter that is read so
 * seldom that the time between two of its readings spans that. Immutable.
 *
 * @param starts where each run begins, epoch milliseconds, ascending; a run ends where the next
 *     begins, the last at the sample that keeps this
 * @param states ordinals of {@link MachineState}; {@link #UNKNOWN} where none is known
 */
@SuppressWarnings("ArrayRecordComponent")
record StateRuns(long[] starts, byte[] states) {
  static final byte UNKNOWN = -1;
  static final StateRuns NONE = new StateRuns(new long[0], new byte[0]);

  private static final MachineState[] STATES = MachineState.values();

  /** Takes one stretch after the other. */
  interface Consumer {
    /**
     * A stretch in which one state holds.
     *
     * @param state null where none is known
     */
    void accept(long fromMillis, long toMillis, MachineState state);
  }

  int size() {
    return starts.length;
  }

  /** Whether a state is the last, and so holds up to the sample that keeps this. */
  boolean endsWith(MachineState state) {
    return states.length > 0 && states[states.length - 1] == state.ordinal();
  }

  void forEach(long endMillis, Consumer consumer) {
    for (int index = 0; index < starts.length; index++) {
      long end = index + 1 < starts.length ? starts[index + 1] : endMillis;
      byte state = states[index];
      consumer.accept(starts[index], end, state == UNKNOWN ? null : STATES[state]);
    }
  }

  /** Joins stretches of the same state that follow on each other. */
  static final class Joined implements Consumer {
    private final Consumer consumer;
    private long fromMillis;
    private long toMillis;
    private MachineState state;
    private boolean isOpen;

    Joined(Consumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void accept(long from, long to, MachineState holding) {
      if (to <= from) {
        return;
      }
      if (!isOpen || holding != state) {
        end();
        fromMillis = from;
        state = holding;
        isOpen = true;
      }
      toMillis = to;
    }

    /** Hands on the last stretch. */
    void end() {
      if (isOpen) {
        consumer.accept(fromMillis, toMillis, state);
        isOpen = false;
      }
    }
  }

  /** Collects stretches that follow on each other. */
  static final class Builder implements Consumer {
    private final long sinceMillis;
    private long[] starts = new long[8];
    private byte[] states = new byte[8];
    private int size;

    /**
     * @param sinceMillis before which nothing is wanted
     */
    Builder(long sinceMillis) {
      this.sinceMillis = sinceMillis;
    }

    @Override
    public void accept(long fromMillis, long toMillis, MachineState state) {
      if (toMillis <= sinceMillis || toMillis <= fromMillis) {
        return;
      }
      byte code = state == null ? UNKNOWN : (byte) state.ordinal();
      if (size > 0 && states[size - 1] == code) {
        return;
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        states = Arrays.copyOf(states, 2 * size);
      }
      starts[size] = Math.max(fromMillis, sinceMillis);
      states[size++] = code;
    }

    StateRuns build() {
      return new StateRuns(Arrays.copyOf(starts, size), Arrays.copyOf(states, size));
    }
  }
}

package hk.innopark.jobs.alert;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Where one alert stands. It is raised when bad time has added up to a duration without anything
 * better between, and cleared likewise. Stretches of time are told once, in their order.
 */
final class AlertMemory {
  /** What a stretch of time changed. */
  enum Change {
    NONE,
    RAISED,
    CLEARED
  }

  /** Longer silences than what must last break the counting. */
  private static final long SHORTEST_PATIENCE_MILLIS = 5 * 60_000L;

  private boolean active;
  private long countedMillis;
  private long countedSinceMillis;
  private long knownUntilMillis = Long.MIN_VALUE;
  private long sinceMillis;
  private long raisedAtMillis;
  private double threshold;

  boolean isActive() {
    return active;
  }

  /** When that began of which it was raised last; epoch milliseconds. */
  long sinceMillis() {
    return sinceMillis;
  }

  long raisedAtMillis() {
    return raisedAtMillis;
  }

  /** What the value passed when it was raised. */
  double threshold() {
    return threshold;
  }

  /**
   * Tells it of a stretch of time.
   *
   * @param forMillis how much time the verdict speaks for, up to the end
   * @param lasting how long it must be bad; zero where the verdict itself speaks of long enough
   * @param clearFor how long it must be good
   */
  Change tell(
      Verdict verdict, long forMillis, long endMillis, Duration lasting, Duration clearFor) {
    if (verdict == Verdict.UNKNOWN) {
      return Change.NONE;
    }
    long patience = Math.max(SHORTEST_PATIENCE_MILLIS, lasting.toMillis());
    if (knownUntilMillis != Long.MIN_VALUE && endMillis - forMillis - knownUntilMillis > patience) {
      countedMillis = 0;
    }
    knownUntilMillis = endMillis;
    if (verdict != (active ? Verdict.GOOD : Verdict.BAD)) {
      countedMillis = 0;
      return Change.NONE;
    }
    if (countedMillis == 0) {
      countedSinceMillis = endMillis - forMillis;
    }
    countedMillis += forMillis;
    long needed = (active ? clearFor : lasting).toMillis();
    if (countedMillis < needed) {
      return Change.NONE;
    }
    return active ? clear() : raise(countedSinceMillis, endMillis);
  }

  /** Raises it at a moment, whatever was counted. */
  Change raise(long since, long at) {
    active = true;
    sinceMillis = since;
    raisedAtMillis = at;
    countedMillis = 0;
    return Change.RAISED;
  }

  /** Clears it, whatever was counted. */
  Change clear() {
    active = false;
    countedMillis = 0;
    return Change.CLEARED;
  }

  /** Keeps what the value passed. */
  void passed(double limit) {
    threshold = limit;
  }

  /** Corrects the beginning, where the verdict that raised it spoke of more than its stretch. */
  void beganAt(long since) {
    sinceMillis = since;
  }

  void write(DataOutputView out) throws IOException {
    out.writeBoolean(active);
    out.writeLong(countedMillis);
    out.writeLong(countedSinceMillis);
    out.writeLong(knownUntilMillis);
    out.writeLong(sinceMillis);
    out.writeLong(raisedAtMillis);
    out.writeDouble(threshold);
  }

  static AlertMemory read(DataInputView in) throws IOException {
    AlertMemory memory = new AlertMemory();
    memory.active = in.readBoolean();
    memory.countedMillis = in.readLong();
    memory.countedSinceMillis = in.readLong();
    memory.knownUntilMillis = in.readLong();
    memory.sinceMillis = in.readLong();
    memory.raisedAtMillis = in.readLong();
    memory.threshold = in.readDouble();
    return memory;
  }
}

package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.account.ReasonNames.Span;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.account.StopTimes.Stop;
import java.util.List;

/**
 * What people's names of stops make of the elements: for each stretch that counts otherwise under
 * its name, what it then counts, less what it counts by the machine's own word. So naming moves
 * time from one reason to another and makes none, and without names there is nothing to add.
 */
final class NamedStops {
  private final StopTimes stops;
  private final ReasonNames names;
  private final StateTime time;

  NamedStops(StopTimes stops, ReasonNames names, StateTime time) {
    this.stops = stops;
    this.names = names;
    this.time = time;
  }

  /** Takes a stretch of a stop. */
  @FunctionalInterface
  interface Consumer {
    /**
     * @param word null where nobody named it
     */
    void accept(long fromMillis, long toMillis, Stop stop, Word word);
  }

  /** The difference that names make from a moment on. */
  void contribute(long fromMillis, MinuteElements out) {
    if (names.endMillis() > stops.beginOfRun(fromMillis)) {
      forEachFrom(stops.firstOfRun(fromMillis), new Difference(fromMillis, out));
    }
  }

  /** All stretches from a stop on, cut where names begin and end. */
  void forEachFrom(int first, Consumer consumer) {
    List<Span> spans = names.spans();
    int span = 0;
    for (int index = first; index < stops.all().size(); index++) {
      Stop stop = stops.all().get(index);
      long at = stop.fromMillis();
      while (at < stop.toMillis()) {
        while (span < spans.size() && spans.get(span).toMillis() <= at) {
          span++;
        }
        boolean isAhead = span < spans.size() && spans.get(span).fromMillis() < stop.toMillis();
        Span next = isAhead ? spans.get(span) : null;
        boolean isNamed = next != null && next.fromMillis() <= at;
        long end = stop.toMillis();
        if (next != null) {
          end = isNamed ? Math.min(end, next.toMillis()) : next.fromMillis();
        }
        consumer.accept(at, end, stop, isNamed ? next.word() : null);
        at = end;
      }
    }
  }

  /**
   * Follows since when a machine has been down for reasons of one kind, planned or not, as {@link
   * StateTime#downSince} does, where a name has turned one kind into the other.
   */
  private final class Difference implements Consumer {
    private final long fromMillis;
    private final MinuteElements out;
    private final MinuteElements takeBack;
    private long endMillis = Long.MIN_VALUE;
    private long downSinceMillis;
    private boolean wasDown;
    private boolean wasPlanned;
    private boolean isTurned;

    Difference(long fromMillis, MinuteElements out) {
      this.fromMillis = fromMillis;
      this.out = out;
      this.takeBack = out.negated();
    }

    @Override
    public void accept(long from, long to, Stop stop, Word word) {
      if (from != endMillis) {
        isTurned = false;
        wasDown = false;
      }
      endMillis = to;
      DowntimeReason reason = word == null ? stop.reason() : word.standard();
      boolean isDown = stop.state() == MachineState.DOWN;
      boolean isPlanned = StateTime.isPlanned(reason);
      isTurned |= isDown && isPlanned != StateTime.isPlanned(stop.reason());
      long since = stop.downSinceMillis();
      if (isTurned && isDown && wasDown) {
        since = isPlanned == wasPlanned ? downSinceMillis : from;
      }
      downSinceMillis = since;
      wasDown = isDown;
      wasPlanned = isPlanned;
      long start = Math.max(from, fromMillis);
      if (start < to && (reason != stop.reason() || since != stop.downSinceMillis())) {
        time.contributeKnown(stop.state(), reason, since, start, to, out);
        time.contributeKnown(
            stop.state(), stop.reason(), stop.downSinceMillis(), start, to, takeBack);
      }
    }
  }
}

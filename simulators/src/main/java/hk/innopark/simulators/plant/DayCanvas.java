package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One local day of one machine, onto which stretches of time are painted one over the other. */
final class DayCanvas {
  private final long start;
  private final long end;
  private List<Piece> pieces = new ArrayList<>();

  private record Piece(
      long start,
      long end,
      MachineState state,
      DowntimeReason reason,
      String product,
      String order) {
    Piece between(long from, long to) {
      return new Piece(from, to, state, reason, product, order);
    }
  }

  /** A day that is OFF throughout. */
  DayCanvas(long start, long end) {
    this.start = start;
    this.end = end;
    pieces.add(new Piece(start, end, MachineState.OFF, null, null, null));
  }

  /** Paints work on an order over everything. */
  void paintWork(long from, long to, String product, String order) {
    repaint(from, to, Set.of(MachineState.values()), MachineState.RUNNING, null, product, order);
  }

  /** Paints over the states that are named and keeps their product and order. */
  void paint(
      long from, long to, Set<MachineState> over, MachineState state, DowntimeReason reason) {
    repaint(from, to, over, state, reason, null, null);
  }

  private void repaint(
      long from,
      long to,
      Set<MachineState> over,
      MachineState state,
      DowntimeReason reason,
      String product,
      String order) {
    long left = Math.max(from, start);
    long right = Math.min(to, end);
    if (left >= right) {
      return;
    }
    List<Piece> painted = new ArrayList<>(pieces.size() + 2);
    for (Piece piece : pieces) {
      long cutStart = Math.max(left, piece.start);
      long cutEnd = Math.min(right, piece.end);
      if (cutStart >= cutEnd || !over.contains(piece.state)) {
        painted.add(piece);
        continue;
      }
      if (piece.start < cutStart) {
        painted.add(piece.between(piece.start, cutStart));
      }
      painted.add(
          new Piece(
              cutStart,
              cutEnd,
              state,
              reason,
              product == null ? piece.product : product,
              order == null ? piece.order : order));
      if (cutEnd < piece.end) {
        painted.add(piece.between(cutEnd, piece.end));
      }
    }
    pieces = painted;
  }

  /**
   * The day as segments: equal neighbours joined, then cut where the plan begins and ends.
   *
   * @param planned stretches of planned time, in order, not overlapping
   */
  List<Segment> segments(List<long[]> planned) {
    List<Segment> segments = new ArrayList<>();
    int next = 0;
    while (next < pieces.size()) {
      Piece first = pieces.get(next);
      long runEnd = first.end;
      next++;
      while (next < pieces.size() && same(first, pieces.get(next))) {
        runEnd = pieces.get(next).end;
        next++;
      }
      cut(first.between(first.start, runEnd), planned, segments);
    }
    return segments;
  }

  private static boolean same(Piece one, Piece other) {
    return one.state == other.state
        && one.reason == other.reason
        && java.util.Objects.equals(one.product, other.product)
        && java.util.Objects.equals(one.order, other.order);
  }

  private static void cut(Piece run, List<long[]> planned, List<Segment> into) {
    long at = run.start;
    for (long[] stretch : planned) {
      long from = Math.max(at, stretch[0]);
      long to = Math.min(run.end, stretch[1]);
      if (from < to) {
        if (at < from) {
          into.add(segment(run, at, from, Segment.Planning.OUTSIDE));
        }
        into.add(segment(run, from, to, Segment.Planning.PLANNED));
        at = to;
      }
    }
    if (at < run.end) {
      into.add(segment(run, at, run.end, Segment.Planning.OUTSIDE));
    }
  }

  private static Segment segment(Piece run, long from, long to, Segment.Planning planning) {
    return new Segment(
        from, to, run.state, run.reason, run.product, run.order, planning, run.start);
  }
}

package hk.innopark.jobs.account;

import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.account.StopTimes.Stop;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine's stops: follows when it stood, keeps what names make of that right when either
 * changes, and says which stops there are. A stop that goes on is said anew once a minute.
 */
final class StopAccount {
  private final AccountState state;
  private final NamedStops named;
  private final MinuteElements out;
  private StopPiece.Output rows = piece -> {};

  StopAccount(AccountState state, StateTime time, MinuteElements out) {
    this.state = state;
    this.named = new NamedStops(state.stops, state.names, time);
    this.out = out;
  }

  void sayTo(StopPiece.Output output) {
    rows = output;
  }

  /** The machine's word on a stretch after all others. */
  void extend(Sample word, long fromMillis, long toMillis) {
    if (word == null || !StopTimes.isStop(word.state) || fromMillis >= toMillis) {
      return;
    }
    state.stops.add(stop(word, fromMillis, toMillis));
    if (!state.names.isEmpty()) {
      named.contribute(fromMillis, out);
    }
    state.unsaidMillis = Math.min(state.unsaidMillis, fromMillis);
  }

  static Stop stop(Sample word, long fromMillis, long toMillis) {
    return new Stop(fromMillis, toMillis, word.state, word.reason, word.downSinceMillis);
  }

  /** Changes what is known of a time, and all that follows from it. */
  void change(long fromMillis, long untilMillis, Runnable change) {
    List<StopPiece> before = pieces(fromMillis, untilMillis);
    if (!state.names.isEmpty()) {
      named.contribute(fromMillis, out.negated());
    }
    change.run();
    if (!state.names.isEmpty()) {
      named.contribute(fromMillis, out);
    }
    List<StopPiece> after = pieces(fromMillis, untilMillis);
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    for (StopPiece piece : before) {
      if (after.stream().noneMatch(one -> one.fromMillis() == piece.fromMillis())) {
        rows.accept(piece.gone());
      }
    }
    for (StopPiece piece : after) {
      if (piece.toMillis() == state.stops.endMillis()) {
        state.unsaidMillis = Math.min(state.unsaidMillis, piece.fromMillis());
        state.saidMinute = before.contains(piece) ? state.saidMinute : Long.MIN_VALUE;
      } else if (!before.contains(piece)) {
        rows.accept(piece);
      }
    }
  }

  /** What somebody said; whether it is new. */
  boolean name(Word word) {
    if (state.names.has(word)) {
      return false;
    }
    change(Long.MIN_VALUE, Long.MAX_VALUE, () -> state.names.add(word));
    return true;
  }

  /** Says what is new of stops; of one that only went on, when a minute of arrival has passed. */
  void say() {
    if (state.unsaidMillis == Long.MAX_VALUE) {
      return;
    }
    boolean goesOn = goesOn();
    long minute = Minutes.of(state.arrivalMillis);
    if (goesOn && state.saidMinute == minute) {
      return;
    }
    for (StopPiece piece : pieces(state.unsaidMillis, Long.MAX_VALUE)) {
      if (piece.toMillis() > state.unsaidMillis) {
        boolean isLast = piece.toMillis() == state.stops.endMillis();
        rows.accept(isLast && goesOn ? piece.goingOn() : piece);
      }
    }
    // one that goes on ends some time, which is to be said
    state.unsaidMillis = goesOn ? state.stops.endMillis() - 1 : Long.MAX_VALUE;
    state.saidMinute = goesOn ? minute : Long.MIN_VALUE;
  }

  /** Says what is left to say, as nothing more will come. */
  void sayAll() {
    state.saidMinute = Long.MIN_VALUE;
    say();
  }

  /** Forgets what ended before a time and is part of nothing that goes on. */
  void forget(long beforeMillis) {
    if (!state.stops.isEmpty()) {
      state.stops.forget(beforeMillis);
    }
    if (!state.names.isEmpty()) {
      state.names.forget(
          state.stops.isEmpty()
              ? beforeMillis
              : Math.min(beforeMillis, state.stops.all().get(0).fromMillis()));
    }
  }

  private boolean goesOn() {
    if (state.samples.isEmpty() || state.stops.isEmpty()) {
      return false;
    }
    Sample last = state.samples.get(state.samples.size() - 1);
    return (last.state == null || StopTimes.isStop(last.state))
        && state.stops.endMillis() >= Math.max(last.timestampMillis, state.silenceMillis);
  }

  /** The stops that touch a time, from the beginning of the first of them on. */
  private List<StopPiece> pieces(long fromMillis, long untilMillis) {
    List<StopPiece> pieces = new ArrayList<>();
    if (state.stops.isEmpty() || state.stops.endMillis() < fromMillis) {
      return pieces;
    }
    named.forEachFrom(
        state.stops.firstOfRun(fromMillis),
        (from, to, stop, word) -> {
          StopPiece piece =
              new StopPiece(from, to, stop.state(), stop.reason(), word, false, false);
          int last = pieces.size() - 1;
          if (last >= 0
              && pieces.get(last).toMillis() == from
              && pieces.get(last).saysLike(piece)) {
            pieces.set(last, pieces.get(last).until(to));
          } else if (from <= untilMillis) {
            pieces.add(piece);
          }
        });
    pieces.removeIf(piece -> !piece.isStop());
    return pieces;
  }
}

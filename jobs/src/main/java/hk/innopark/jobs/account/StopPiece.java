package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.account.ReasonNames.Word;
import java.util.Objects;

/**
 * A stretch of a stop to which one word of the machine and one of people applies; end exclusive.
 *
 * @param machineReason null where the machine says nothing
 * @param word null where nobody says anything
 */
record StopPiece(
    long fromMillis,
    long toMillis,
    MachineState state,
    DowntimeReason machineReason,
    Word word,
    boolean isOngoing,
    boolean isGone) {
  /** Takes what is to be said of stops. */
  @FunctionalInterface
  interface Output {
    void accept(StopPiece piece);
  }

  boolean saysLike(StopPiece other) {
    return state == other.state
        && machineReason == other.machineReason
        && Objects.equals(word, other.word);
  }

  /** IDLE is a stop where there is a reason for it, and else just want of work. */
  boolean isStop() {
    return state == MachineState.DOWN || machineReason != null || word != null;
  }

  StopPiece until(long millis) {
    return new StopPiece(fromMillis, millis, state, machineReason, word, isOngoing, isGone);
  }

  StopPiece goingOn() {
    return new StopPiece(fromMillis, toMillis, state, machineReason, word, true, isGone);
  }

  StopPiece gone() {
    return new StopPiece(fromMillis, toMillis, state, machineReason, word, false, true);
  }
}

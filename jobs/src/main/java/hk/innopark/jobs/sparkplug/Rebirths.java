package hk.innopark.jobs.sparkplug;

import java.time.Duration;

/**
 * When an edge node is asked for its births: at most every 30 s while they are wanted, and less and
 * less often where what they told did not help.
 */
final class Rebirths {
  static final Duration PAUSE = Duration.ofSeconds(30);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** A birth after which nothing was wanted for so long did help. */
  static final Duration HELPED = Duration.ofMinutes(1);

  /** What is born so soon after it was asked for is born because of it. */
  static final Duration ANSWER = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 5;

  boolean wanted;
  long wantedMillis = EdgeNodeState.NEVER;
  long askedMillis = EdgeNodeState.NEVER;
  long bornMillis = EdgeNodeState.NEVER;

  /** How many requests in a row did not help, and so how often the pause is doubled. */
  int inVain;

  /** Of the node's last birth that was refused, what tells it from another; 0 for none. */
  long refusedBirth;

  void want(long atMillis) {
    if (!wanted) {
      wanted = true;
      wantedMillis = atMillis;
    }
  }

  /** The node's births have begun. */
  void born(long atMillis) {
    wanted = false;
    bornMillis = atMillis;
    refusedBirth = 0;
  }

  /** Nothing is to be expected of another birth. */
  void notWanted() {
    wanted = false;
  }

  /** Whether a birth at this moment is the answer to a request. */
  boolean isAnswer(long atMillis) {
    return wanted
        && askedMillis != EdgeNodeState.NEVER
        && atMillis - askedMillis <= ANSWER.toMillis();
  }

  /** Whether to ask now; it counts as asked then. */
  boolean ask(long atMillis) {
    if (!wanted) {
      return false;
    }
    if (askedMillis != EdgeNodeState.NEVER) {
      boolean answered = bornMillis >= askedMillis;
      if (answered && wantedMillis - bornMillis >= HELPED.toMillis()) {
        inVain = 0;
      }
      long pause = Math.min(PAUSE.toMillis() << inVain, LONGEST_PAUSE.toMillis());
      if (atMillis - askedMillis < pause) {
        return false;
      }
      inVain = Math.min(inVain + 1, MOST_DOUBLINGS);
    }
    askedMillis = atMillis;
    return true;
  }

  void set(Rebirths other) {
    wanted = other.wanted;
    wantedMillis = other.wantedMillis;
    askedMillis = other.askedMillis;
    bornMillis = other.bornMillis;
    inVain = other.inVain;
    refusedBirth = other.refusedBirth;
  }
}

package hk.innopark.gateway;

import java.time.Duration;

/**
 * Finds out that another client uses the same client id where the broker does not say so: Mosquitto
 * 2.0.11 closes the older connection without the DISCONNECT that MQTT 5 asks for. Two such clients
 * push each other out as fast as they can reconnect, so each sees connections that the broker
 * grants at once, with the session, and closes soon. A broker that restarts does not listen when it
 * has closed them, or refuses connections for a while, or has lost the session.
 */
final class TakeoverSuspicion {
  /** So many short connections in a row are no accident. */
  private static final int ENOUGH = 3;

  private static final Duration SHORT = Duration.ofSeconds(30);

  private int shortConnections;
  private boolean suspected;
  private boolean attemptGivenUp;

  /**
   * Notes that a broker that goes on listening closed a connection which had been subscribed.
   *
   * @return whether another client seems to have taken it
   */
  boolean closedAfter(Duration lifetime) {
    shortConnections = lifetime.compareTo(SHORT) < 0 ? shortConnections + 1 : 0;
    suspected |= shortConnections >= ENOUGH;
    return suspected;
  }

  /**
   * Notes that the broker said that another client has taken the connection.
   *
   * @return whether it can have been another one. A slow broker may turn to an attempt only after
   *     this gateway has given it up, and takes the session from the next one for it
   */
  boolean takenOverAfter(Duration lifetime) {
    boolean own = attemptGivenUp && lifetime.compareTo(SHORT) < 0;
    attemptGivenUp = false;
    return !own;
  }

  /** Notes that a connection was asked for and not waited for to the end. */
  void attemptGivenUp() {
    attemptGivenUp = true;
  }

  /** Notes that there was trouble of another kind, which explains what happened before. */
  void otherTrouble() {
    shortConnections = 0;
    suspected = false;
  }
}

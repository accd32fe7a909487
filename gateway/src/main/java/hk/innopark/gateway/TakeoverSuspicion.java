package hk.innopark.gateway;

import java.time.Duration;

/**
 * Finds out that another client uses the same client id where the broker does not say so: Mosquitto
 * 2.0.11 closes the older connection without the DISCONNECT that MQTT 5 asks for. Two such clients
 * push each other out as fast as they can reconnect, so each sees connections that the broker
 * grants at once, with the session, and closes soon. A broker that restarts refuses connections for
 * a while, or has lost the session.
 */
final class TakeoverSuspicion {
  /** So many short connections in a row are no accident. */
  private static final int ENOUGH = 3;

  private static final Duration SHORT = Duration.ofSeconds(30);

  private int shortConnections;
  private boolean suspected;

  /**
   * Notes that the broker closed a connection which had been subscribed.
   *
   * @return whether another client seems to have taken it
   */
  boolean closedAfter(Duration lifetime) {
    shortConnections = lifetime.compareTo(SHORT) < 0 ? shortConnections + 1 : 0;
    suspected |= shortConnections >= ENOUGH;
    return suspected;
  }

  /** Notes that there was trouble of another kind, which explains what happened before. */
  void otherTrouble() {
    shortConnections = 0;
    suspected = false;
  }
}

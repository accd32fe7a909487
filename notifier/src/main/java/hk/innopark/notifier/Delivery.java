package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.notifier.Planned.Change;
import java.time.Instant;

/**
 * One thing that one channel is told, claimed by this process.
 *
 * @param attempt from 1
 * @param afterInterruption whether a process that claimed it before ended without saying how it
 *     went
 * @param overAt when the alert was over; null while it is active
 */
record Delivery(
    long id,
    String tenant,
    String channel,
    Change change,
    int attempt,
    boolean afterInterruption,
    Instant giveUpAt,
    String alertKey,
    Alert alert,
    Instant overAt) {

  /** The same for each attempt, so that a receiver can drop what it has already. */
  String messageId() {
    return alertKey + '.' + change.wireName();
  }
}

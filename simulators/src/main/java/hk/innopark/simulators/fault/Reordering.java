package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.plant.Draw;
import java.time.Duration;

/** Delays some messages, so that later ones overtake them. */
final class Reordering implements Fault {
  static final String NAME = "reordering";

  private final Chance chance;
  private final double share;
  private final Duration longestDelay;

  Reordering(long seed, double share, Duration longestDelay) {
    this.chance = new Chance(seed, NAME);
    this.share = Chance.checkShare(share);
    this.longestDelay = longestDelay;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    Draw draw = chance.of(message);
    if (draw.next() >= share) {
      outlet.send(message);
      return;
    }
    long delay = 1 + draw.nextBelow(longestDelay.toMillis());
    outlet.send(Delayed.by(message, delay));
    outlet.log(NAME, message, delay + " ms late");
  }
}

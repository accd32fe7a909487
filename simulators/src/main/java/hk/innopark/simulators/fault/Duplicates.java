package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.plant.Draw;
import java.time.Duration;

/** Brings some messages a second time, the same bytes, a little later. */
final class Duplicates implements Fault {
  static final String NAME = "duplicate";

  private final Chance chance;
  private final double share;
  private final Duration longestDelay;

  Duplicates(long seed, double share, Duration longestDelay) {
    this.chance = new Chance(seed, NAME);
    this.share = Chance.checkShare(share);
    this.longestDelay = longestDelay;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    outlet.send(message);
    Draw draw = chance.of(message);
    if (draw.next() < share) {
      long delay = draw.nextBelow(longestDelay.toMillis() + 1);
      outlet.send(Delayed.by(message, delay));
      outlet.log(NAME, message, delay + " ms later");
    }
  }
}

package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/** A fault that meets a share of the messages, each drawn for itself. */
final class Sometimes implements Fault {
  private final Chance chance;
  private final double share;
  private final Fault fault;

  Sometimes(long seed, double share, Fault fault) {
    this.chance = new Chance(seed, "sometimes");
    this.share = Chance.checkShare(share);
    this.fault = fault;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    if (chance.of(message).next() < share) {
      fault.apply(message, outlet);
    } else {
      outlet.send(message);
    }
  }
}

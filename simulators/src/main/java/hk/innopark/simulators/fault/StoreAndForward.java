package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import java.time.Duration;
import java.util.OptionalLong;

/** An uplink that is down for a while: what was kept comes in a burst afterwards. */
final class StoreAndForward implements Fault {
  static final String NAME = "store_and_forward";

  private static final long BURST_MILLIS = Duration.ofSeconds(5).toMillis();

  private final FaultScope scope;
  private final FaultWindow outage;
  private final Backlog order;

  StoreAndForward(FaultScope scope, FaultWindow outage, Backlog order) {
    this.scope = scope;
    this.outage = outage;
    this.order = order;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    long sent = message.receivedAtMillis();
    OptionalLong start = outage.startOf(sent, order == Backlog.FIRST ? BURST_MILLIS : 0);
    if (start.isEmpty() || !scope.covers(message)) {
      outlet.send(message);
      return;
    }
    // the outage, and with backlog first the burst too, are pressed into the burst, in their order
    long end = start.getAsLong() + outage.length().toMillis();
    long last = order == Backlog.FIRST ? end + BURST_MILLIS : end;
    double share = (double) (sent - start.getAsLong()) / (last - start.getAsLong());
    long pause = order == Backlog.FIRST ? 0 : Duration.ofMinutes(1).toMillis();
    long at = end + pause + (long) (share * BURST_MILLIS);
    outlet.send(Delayed.until(message, Math.max(sent, at)));
    outlet.log(NAME, message, (at - sent) + " ms late");
  }
}

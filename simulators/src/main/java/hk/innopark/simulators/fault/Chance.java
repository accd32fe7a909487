package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.plant.Draw;
import java.util.Arrays;

/** Draws for a message: from the seed, the fault and the message itself, so without any state. */
final class Chance {
  private final long seed;
  private final String fault;

  Chance(long seed, String fault) {
    this.seed = seed;
    this.fault = fault;
  }

  static double checkShare(double share) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share " + share + " is not between 0 and 1");
    }
    return share;
  }

  Draw of(RawMessage message) {
    long text = Draw.hash(seed, message.topic(), message.receivedAtMillis());
    return Draw.of(text, fault, Arrays.hashCode(message.payload()));
  }
}

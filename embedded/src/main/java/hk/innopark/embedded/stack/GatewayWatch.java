package hk.innopark.embedded.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Tells a gateway that brings nothing any more from one that is only connecting again. */
final class GatewayWatch {
  /** It connects again by itself; longer than that something is wrong. */
  static final Duration LONGEST_AWAY = Duration.ofMinutes(1);

  private final BooleanSupplier isAlive;
  private final BooleanSupplier isReady;
  private final LongSupplier nanoTime;
  private long readyNanos;

  GatewayWatch(BooleanSupplier isAlive, BooleanSupplier isReady, LongSupplier nanoTime) {
    this.isAlive = isAlive;
    this.isReady = isReady;
    this.nanoTime = nanoTime;
    this.readyNanos = nanoTime.getAsLong();
  }

  /** Why it brings nothing; empty while it does, or may soon do so again. */
  Optional<String> failure() {
    if (!isAlive.getAsBoolean()) {
      return Optional.of("the gateway has ended");
    }
    long now = nanoTime.getAsLong();
    if (isReady.getAsBoolean()) {
      readyNanos = now;
    }
    return now - readyNanos > LONGEST_AWAY.toNanos()
        ? Optional.of("the gateway has had no connection for " + LONGEST_AWAY.toSeconds() + " s")
        : Optional.empty();
  }
}

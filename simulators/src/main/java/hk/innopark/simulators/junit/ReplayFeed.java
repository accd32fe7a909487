package hk.innopark.simulators.junit;

import hk.innopark.simulators.plant.SimulationRun;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test a feed, the same in every run: a parameter of type {@link SimulatedFeed}, {@code
 * List<RawMessage>}, or {@link java.nio.file.Path} (of a feed file that lasts as long as the test).
 *
 * <p>The feed comes from the simulated sample plants, from a scenario, or from a resource that
 * holds a feed.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FeedExtension.class)
public @interface ReplayFeed {
  /** A feed on the class path, plain or gzip; it then is neither simulated nor has a truth. */
  String resource() default "";

  /**
   * A scenario on the class path (YAML), such as {@code scenarios/oven-outage.yaml}; it says all
   * else that can be said here.
   */
  String scenario() default "";

  long seed() default 1;

  /** The first moment, ISO 8601, UTC. */
  String from() default "2026-03-03T00:00:00Z";

  /** How long the plants work, ISO 8601. */
  String lasts() default "PT1H";

  /** Only this tenant's plants; every tenant's where empty. */
  String tenant() default "";

  Faults faults() default Faults.NONE;

  /** Whether payloads name the order that a line works on. */
  SimulationRun.Orders orders() default SimulationRun.Orders.UNNAMED;

  /** What happens on the way to the broker. */
  enum Faults {
    NONE,
    /** Those of {@link hk.innopark.simulators.fault.FaultPlan#demo(long)}. */
    DEMO
  }
}

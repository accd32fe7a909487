package hk.innopark.console.figures;

import hk.innopark.events.Ids;
import java.time.Instant;

/**
 * Where figures come from: real machines or one simulation run.
 *
 * @param name {@value #REAL}, or {@code sim:{run}}
 * @param latest start of the newest minute with figures
 */
public record Origin(String name, Instant latest) {
  /** The origin of what machines measured. */
  public static final String REAL = "real";

  private static final String SIMULATED_PREFIX = "sim:";

  public Origin {
    requireValid(name);
  }

  public boolean isSimulated() {
    return !name.equals(REAL);
  }

  public static boolean isValid(String name) {
    return REAL.equals(name)
        || (name != null
            && name.startsWith(SIMULATED_PREFIX)
            && Ids.isValid(name.substring(SIMULATED_PREFIX.length())));
  }

  /**
   * The same name.
   *
   * @throws IllegalArgumentException where it is neither {@value #REAL} nor {@code sim:{run}}
   */
  public static String requireValid(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException("origin is neither \"real\" nor sim:{run}");
    }
    return name;
  }
}

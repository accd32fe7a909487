package hk.innopark.jobs.sink;

import hk.innopark.events.settings.TokenFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A password or token that no log, exception or record text shows. One that stands in a file is
 * read again, so it may be exchanged while the job runs.
 */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TokenFile value;
  private final boolean mayChange;

  private Secret(TokenFile value, boolean mayChange) {
    this.value = value;
    this.mayChange = mayChange;
  }

  public static Secret of(String value) {
    return new Secret(TokenFile.fixed(Objects.requireNonNull(value, "secret")), false);
  }

  /**
   * The secret of a file, which every process that uses it has to reach.
   *
   * @param content what it holds now
   */
  static Secret of(Path file, String content) {
    return new Secret(TokenFile.of(file, content), true);
  }

  /** The text itself as it is now, for the one call that authenticates. */
  public String reveal() {
    return value.current();
  }

  /** Whether another text may be there later. */
  public boolean mayChange() {
    return mayChange;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}

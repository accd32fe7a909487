package hk.innopark.events.settings;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A password or token that no log, exception or record text shows. One that stands in a file is
 * read again, so it may be exchanged while the process runs.
 */
public final class SecretValue implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TokenFile value;
  private final boolean mayChange;

  private SecretValue(TokenFile value, boolean mayChange) {
    this.value = value;
    this.mayChange = mayChange;
  }

  public static SecretValue of(String value) {
    return new SecretValue(TokenFile.fixed(Objects.requireNonNull(value, "secret")), false);
  }

  /**
   * The secret of a file, which every process that uses it must be able to read.
   *
   * @param content what it holds now
   */
  public static SecretValue of(Path file, String content) {
    return new SecretValue(TokenFile.of(file, content), true);
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
    return other instanceof SecretValue secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "****";
  }
}

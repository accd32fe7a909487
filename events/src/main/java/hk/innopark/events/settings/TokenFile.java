package hk.innopark.events.settings;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A secret that may be exchanged while it is used: it is read again from its file, at most once a
 * second. Where the file cannot be read, or is empty for a moment, the secret of before stands.
 */
public final class TokenFile implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final String file;
  private String value;
  private transient long lookedNanos;
  private transient boolean looked;

  private TokenFile(String file, String value) {
    this.file = file;
    this.value = value;
  }

  /** A secret that stays what it is. */
  public static TokenFile fixed(String value) {
    return new TokenFile(null, value);
  }

  /**
   * The secret of a file.
   *
   * @param value what it holds now
   */
  public static TokenFile of(Path file, String value) {
    return new TokenFile(file.toString(), value);
  }

  /** The secret as it is now. */
  public synchronized String current() {
    if (file == null || (looked && System.nanoTime() - lookedNanos < LOOK_EVERY.toNanos())) {
      return value;
    }
    looked = true;
    lookedNanos = System.nanoTime();
    read().ifPresent(read -> value = read);
    return value;
  }

  /** As {@link #current()}, read this very moment. */
  public synchronized String reread() {
    looked = false;
    return current();
  }

  private Optional<String> read() {
    try {
      return Optional.of(Files.readString(Path.of(file), StandardCharsets.UTF_8).strip())
          .filter(content -> !content.isEmpty());
    } catch (IOException notNow) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean equals(Object other) {
    return other instanceof TokenFile token
        && Objects.equals(token.file, file)
        && token.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(file);
  }

  @Override
  public String toString() {
    return "***";
  }
}

package hk.innopark.events;

import java.io.IOException;

/** A part of a feed that is no message; it names file and line. */
public final class FeedDamageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What follows the damage. */
  public enum Rest {
    /** The next line can be read. */
    READABLE,
    /** Nothing can be read any more. */
    LOST
  }

  private final Rest rest;

  FeedDamageException(String message, Exception cause, Rest rest) {
    super(message, cause);
    this.rest = rest;
  }

  public Rest rest() {
    return rest;
  }
}

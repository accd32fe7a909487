package hk.innopark.console.access;

import hk.innopark.events.text.Message;

/** A change that is refused; the message is one sentence for the person who asked. */
public final class AccessRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Message said;

  public AccessRefusedException(String key, Object... arguments) {
    super(Message.of(key, arguments).toString());
    this.said = Message.of(key, arguments);
  }

  /** What is said, in the reader's language. */
  public Message said() {
    return said;
  }
}

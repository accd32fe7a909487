package hk.innopark.events.text;

import java.util.List;

/**
 * Something to say to somebody whose language is not known yet.
 *
 * @param arguments fill the text; one that is a message itself is said in the same language
 */
public record Message(String key, List<Object> arguments) {
  public Message {
    arguments = List.copyOf(arguments);
  }

  public static Message of(String key, Object... arguments) {
    return new Message(key, List.of(arguments));
  }

  /** The words. */
  public String in(Texts texts) {
    return texts.get(
        key,
        arguments.stream()
            .map(argument -> argument instanceof Message inner ? inner.in(texts) : argument)
            .toArray());
  }

  /** In English, for logs. */
  @Override
  public String toString() {
    return in(Texts.of(Language.ENGLISH));
  }
}

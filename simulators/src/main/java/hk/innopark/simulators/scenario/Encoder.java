package hk.innopark.simulators.scenario;

import hk.innopark.simulators.fault.MessageStage;
import java.util.ServiceLoader;

/**
 * Puts messages into another language than JSON. Found by {@link ServiceLoader}, since the library
 * that knows the language need not be there.
 */
public interface Encoder {
  Scenario.Language language();

  /** A stage that puts what another one lets through into the language. */
  MessageStage encode(MessageStage before);

  /**
   * The stage for a language.
   *
   * @throws IllegalStateException where nobody on the class path knows it
   */
  static MessageStage into(Scenario.Language language, MessageStage before) {
    if (language == Scenario.Language.JSON) {
      return before;
    }
    return ServiceLoader.load(Encoder.class, Encoder.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(encoder -> encoder.language() == language)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a scenario in " + language + " needs innopark-transports on the class path"))
        .encode(before);
  }
}

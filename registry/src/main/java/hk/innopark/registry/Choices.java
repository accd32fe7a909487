package hk.innopark.registry;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of a registry file that stand for constants. */
final class Choices {
  static final Map<String, DayOfWeek> DAYS = of(DayOfWeek.values(), Choices::word);

  private Choices() {}

  /** Each constant by its name in lower case. */
  static <E extends Enum<E>> Map<String, E> of(E[] constants) {
    return of(constants, Choices::word);
  }

  static <T> Map<String, T> of(T[] values, Function<T, String> word) {
    Map<String, T> choices = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> choices.put(word.apply(value), value));
    return Collections.unmodifiableMap(choices);
  }

  static String word(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

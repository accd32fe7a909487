package hk.innopark.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Random ids, texts, numbers and lists, some of them awkward. */
final class RandomValues {
  private static final String ID_LETTERS = "abcXYZ019._-";
  private static final String[] AWKWARD_TEXTS = {
    "plain",
    "true",
    "No",
    "null",
    "~",
    "123",
    "1e3",
    "2026-01-01",
    "a: b",
    "# no comment",
    "- x",
    "\"quoted\"",
    "back\\slash",
    "'single'",
    " spaced ",
    "香港",
    "😀 astral",
    "{a}",
    "[b]",
    "&x",
    "*x",
    "!tag",
    "%",
    "@",
    "`",
    "0x1F",
    "12:30",
    "a,b",
    "?",
    "|",
    ">",
    "é",
    "<b>",
    ".inf",
    "1_000"
  };

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  /** Sorted by key, each key once. */
  <T> List<T> list(int least, int most, Supplier<T> maker, Function<T, String> key) {
    Map<String, T> byKey = new TreeMap<>();
    int size = least + random.nextInt(most - least + 1);
    for (int i = 0; i < size; i++) {
      T value = maker.get();
      byKey.putIfAbsent(key.apply(value), value);
    }
    return List.copyOf(byKey.values());
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String id() {
    StringBuilder id = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  String text() {
    return AWKWARD_TEXTS[random.nextInt(AWKWARD_TEXTS.length)];
  }

  BigDecimal decimal() {
    return Decimals.canonical(
        BigDecimal.valueOf(1 + random.nextLong(1_000_000_000L), random.nextInt(10)));
  }

  LocalDate date() {
    return LocalDate.ofEpochDay(18_000 + random.nextInt(4000));
  }
}

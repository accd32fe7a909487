package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes compact messages as plants send them, about half of them with one small fault. */
final class OrdinaryPayloads {
  private static final String[] PIECES = {
    "\"", "\\", ",", ":", "{", "}", "0", "-", ".", "e1", " ", "\n", "\u0000", "é", "9", "x", "null"
  };

  private static final String[] TEXTS = {
    "p-",
    "Noodle XL ",
    "香港",
    "é",
    "OTHER",
    "Material",
    "a\u007fb",
    " a",
    "\\n",
    "\\u0041",
    "😀",
    "x".repeat(126)
  };

  /** In place of a value. */
  private static final String[] ODD = {
    "null",
    "NaN",
    "-Infinity",
    "1e30",
    "1e999",
    "-1",
    "65535",
    "4294967295",
    "\"12\"",
    "true",
    "[]",
    "{}",
    "nul",
    "nulll",
    "99999999999999999999",
    "2147483647.5"
  };

  private OrdinaryPayloads() {}

  static byte[] next(Random random) {
    List<String> signals = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      if (random.nextInt(3) == 0) {
        String value = random.nextInt(40) == 0 ? odd(random) : value(signal, random);
        signals.add("\"" + signal.wireName() + "\":" + value);
      }
    }
    Collections.shuffle(signals, random);
    List<String> members = new ArrayList<>();
    members.add("\"ts\":" + (Payloads.NOW - random.nextInt(100_000) + random.nextInt(1_000)));
    members.add("\"boot\":\"b" + random.nextInt(3) + "\"");
    members.add("\"seq\":" + random.nextInt(1_000_000));
    members.add("\"signals\":{" + String.join(",", signals) + "}");
    if (random.nextInt(3) == 0) {
      members.add("\"product\":\"" + one(TEXTS, random) + random.nextInt(5) + "\"");
    }
    if (random.nextInt(9) == 0) {
      members.add("\"reason\":\"" + one(TEXTS, random) + "\"");
    } else if (random.nextInt(3) == 0) {
      members.add("\"reason\":\"" + one(DowntimeReason.values(), random).wireName() + "\"");
    }
    if (random.nextInt(3) == 0) {
      members.add("\"origin\":\"sim:r" + random.nextInt(3) + "\"");
    }
    Collections.shuffle(members, random);
    String payload = "{" + String.join(",", members) + "}";
    return (random.nextBoolean() ? payload : withFault(payload, random)).getBytes(UTF_8);
  }

  private static String odd(Random random) {
    return random.nextBoolean() ? "null" : one(ODD, random);
  }

  private static String value(Signal signal, Random random) {
    if (signal == Signal.STATE) {
      return "\"" + one(MachineState.values(), random) + "\"";
    }
    if (signal.kind() == Signal.Kind.ITEMS) {
      return Long.toString(random.nextInt(100_000));
    }
    double share = random.nextInt(20) == 0 ? 1.0000000001 : random.nextDouble();
    double value = signal.minimum() + (signal.maximum() - signal.minimum()) * share;
    int decimals = random.nextInt(random.nextInt(10) == 0 ? 13 : 6);
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  private static String withFault(String payload, Random random) {
    int at = random.nextInt(payload.length());
    int to = random.nextBoolean() ? at : at + 1;
    return payload.substring(0, at) + one(PIECES, random) + payload.substring(to);
  }

  private static <T> T one(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}

package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bad messages of good ones; the same seed gives the same messages. */
final class PayloadMutator {
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "\\ud83d",
          "\\ud83d\\ude00",
          "null",
          "true",
          "false",
          "NaN",
          "-Infinity",
          "\"12\"",
          "-",
          "+",
          ".",
          "e",
          "e9",
          "E-9",
          "e400",
          "1e999999999",
          "-1",
          "0",
          "00",
          "9".repeat(18),
          "9".repeat(30),
          "9".repeat(80),
          "0.5",
          "\"ts\"",
          "\"boot\":\"b\"",
          "\"seq\":1",
          "\"signals\":{",
          "\"product\":\"p\",",
          "\"tenant\":\"x\",",
          "\"state\":\"RUNNING\",",
          "\"good_count\":5,",
          "\"temperature_c\":-300,",
          "\"temperature_c\":20.5,",
          "\"x\":{\"y\":[1]},",
          " ",
          "\t",
          "\n",
          "\r\n",
          "\u0000",
          "\u001f",
          "\u007f",
          "\uFEFF",
          "é",
          "香",
          "\uD83D\uDE00");

  private static final byte[][] BYTES = {
    {(byte) 0xC0, (byte) 0x80},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xFF},
    {(byte) 0x80},
    {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
  };

  private final Random random;

  PayloadMutator(long seed) {
    this.random = new Random(seed);
  }

  /** A message that had up to four accidents; some have none. */
  byte[] next() {
    byte[] payload = one(Payloads.VALID).getBytes(UTF_8);
    for (int accidents = random.nextInt(5); accidents > 0; accidents--) {
      payload = mutate(payload);
    }
    return payload;
  }

  private byte[] mutate(byte[] payload) {
    int at = random.nextInt(payload.length + 1);
    int length = Math.min(payload.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 30));
    return switch (random.nextInt(10)) {
      case 0 -> flipBit(payload);
      case 1 -> splice(payload, at, length, new byte[0]);
      case 2 -> splice(payload, at, 0, Arrays.copyOfRange(payload, at, at + length));
      case 3 -> splice(payload, at, 0, new byte[] {(byte) random.nextInt(256)});
      case 4 -> splice(payload, at, Math.min(length, 1), one(TOKENS).getBytes(UTF_8));
      case 5 -> splice(payload, at, 0, one(TOKENS).getBytes(UTF_8));
      case 6 -> splice(payload, at, 0, BYTES[random.nextInt(BYTES.length)]);
      case 7 -> replaceNumber(payload);
      case 8 -> random.nextInt(4) == 0 ? Arrays.copyOf(payload, at) : payload;
      default -> crossOver(payload, at);
    };
  }

  private byte[] flipBit(byte[] payload) {
    if (payload.length == 0) {
      return payload;
    }
    byte[] flipped = payload.clone();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  /** Replaces a run of digits by another number, so that most results are still JSON. */
  private byte[] replaceNumber(byte[] payload) {
    int from = random.nextInt(payload.length + 1);
    while (from < payload.length && !isDigit(payload[from])) {
      from++;
    }
    int to = from;
    while (to < payload.length && isDigit(payload[to])) {
      to++;
    }
    String number =
        switch (random.nextInt(8)) {
          case 0 -> Long.toString(random.nextLong());
          case 1 -> Double.toString(random.nextGaussian() * 1000);
          case 2 -> Long.toString(random.nextInt(1000));
          case 3 -> Payloads.NOW + random.nextInt(2_000_000) - 1_000_000L + "";
          case 4 -> "0." + "0".repeat(random.nextInt(12)) + random.nextInt(1000);
          case 5 -> random.nextInt(100) + "e" + random.nextInt(20);
          case 6 -> random.nextInt(100) + "." + random.nextInt(Integer.MAX_VALUE);
          default -> "9".repeat(1 + random.nextInt(25)) + ".5";
        };
    return splice(payload, from, to - from, number.getBytes(UTF_8));
  }

  private byte[] crossOver(byte[] payload, int at) {
    byte[] other = one(Payloads.VALID).getBytes(UTF_8);
    int from = random.nextInt(other.length);
    return splice(payload, at, payload.length - at, Arrays.copyOfRange(other, from, other.length));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[] splice(byte[] payload, int at, int removed, byte[] inserted) {
    byte[] result = new byte[payload.length - removed + inserted.length];
    System.arraycopy(payload, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(
        payload, at + removed, result, at + inserted.length, payload.length - at - removed);
    return result;
  }
}

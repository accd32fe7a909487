package hk.innopark.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages as a plant might send them: sound, broken in every way, and sent twice. */
final class FuzzedPayloads {
  private static final int KEPT = 500;
  private static final List<String> DIRT =
      List.of(
          "null",
          "-1",
          "1e400",
          "NaN",
          "\"12\"",
          "[[[[",
          "{\"a\":1,\"a\":2}",
          "\uFEFF",
          "\u0000",
          "\"",
          "\\",
          ",",
          "9999999999999999999999",
          "\"seq\":1,",
          "true");

  private final Random random;
  private final List<Message> kept = new ArrayList<>();
  private long number;
  private long sound;
  private long repeated;

  FuzzedPayloads(Random random) {
    this.random = random;
  }

  /** A payload, and the number of the machine that sends it. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Message(int machine, byte[] payload) {}

  Message next(int machine) {
    int kind = random.nextInt(10);
    if (kind < 1 && !kept.isEmpty()) {
      repeated++;
      return kept.get(random.nextInt(kept.size()));
    }
    byte[] payload = soundPayload();
    if (kind < 4) {
      sound++;
      Message message = new Message(machine, payload);
      if (kept.size() < KEPT) {
        kept.add(message);
      } else {
        kept.set(random.nextInt(KEPT), message);
      }
      return message;
    }
    return new Message(machine, broken(payload, kind));
  }

  /** How many sound messages there were, each counted once. */
  long sound() {
    return sound;
  }

  /** How often a sound message was sent again. */
  long repeated() {
    return repeated;
  }

  private byte[] soundPayload() {
    number++;
    String text =
        "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{\"state\":\"RUNNING\",\"good_count\":%d}}"
            .formatted(System.currentTimeMillis(), number, number);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] broken(byte[] payload, int kind) {
    int at = random.nextInt(payload.length);
    return switch (kind) {
      case 4 -> {
        payload[at] ^= (byte) (1 << random.nextInt(8));
        yield payload;
      }
      case 5 -> Arrays.copyOf(payload, at);
      case 6, 7 -> {
        byte[] dirt = DIRT.get(random.nextInt(DIRT.size())).getBytes(StandardCharsets.UTF_8);
        byte[] longer = Arrays.copyOf(payload, payload.length + dirt.length);
        System.arraycopy(payload, at, longer, at + dirt.length, payload.length - at);
        System.arraycopy(dirt, 0, longer, at, dirt.length);
        yield longer;
      }
      case 8 -> {
        for (int i = 0; i < 5; i++) {
          payload[random.nextInt(payload.length)] = (byte) random.nextInt();
        }
        yield payload;
      }
      default -> {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        yield noise;
      }
    };
  }
}

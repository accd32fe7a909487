package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Measures how many messages a second one thread decodes, in alternating rounds; run by hand. The
 * ratios hold better than the figures.
 */
final class DecoderSpeed {
  private static final int MACHINES = 1_000;

  /** Few enough to stay in the processor's cache, where a message is that has just arrived. */
  private static final int MESSAGES = 2_000;

  private static final int REPETITIONS = 100;
  private static final int ROUNDS = 8;

  private static final JsonFactory JACKSON = new JsonFactory();

  private enum Step {
    DECODE("decode"),
    VALIDATION("decodeByValidation"),
    READ("read bytes, no digest"),
    JACKSON("Jackson, unchecked"),
    DIGEST("digest alone"),
    SCAN("sum of bytes");

    private final String title;

    Step(String title) {
      this.title = title;
    }
  }

  private DecoderSpeed() {}

  public static void main(String[] arguments) {
    RawMessage[] messages = messages();
    double[] best = new double[Step.values().length];
    for (int round = 0; round < ROUNDS; round++) {
      for (Step step : Step.values()) {
        double perSecond = measure(messages, work(step));
        best[step.ordinal()] = Math.max(best[step.ordinal()], perSecond);
      }
    }
    for (Step step : Step.values()) {
      System.out.printf(
          Locale.ROOT,
          "%-24s %10.0f messages/s %6.2f of decodeByValidation%n",
          step.title,
          best[step.ordinal()],
          best[step.ordinal()] / best[Step.VALIDATION.ordinal()]);
    }
  }

  private static ToLongFunction<RawMessage> work(Step step) {
    PayloadDecoder decoder = Payloads.decoder();
    FastPayloadDecoder fast = new FastPayloadDecoder();
    MessageDigester digester = new MessageDigester();
    byte[] prefix = Payloads.TOPIC.getBytes(UTF_8);
    return switch (step) {
      case DECODE -> message -> sequence(decoder.decode(message));
      case VALIDATION -> message -> sequence(decoder.decodeByValidation(message));
      case READ -> message -> fast.read(message.payload()) ? fast.timestampMillis() : 0;
      case JACKSON -> DecoderSpeed::unchecked;
      case DIGEST -> message -> digester.digest(prefix, message.payload()).lane0();
      case SCAN ->
          message -> {
            long sum = 0;
            for (byte b : message.payload()) {
              sum += b;
            }
            return sum;
          };
    };
  }

  private static double measure(RawMessage[] messages, ToLongFunction<RawMessage> work) {
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < REPETITIONS; i++) {
      for (RawMessage message : messages) {
        sum += work.applyAsLong(message);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (sum == 0) {
      throw new IllegalStateException("nothing was decoded");
    }
    return REPETITIONS * messages.length / seconds;
  }

  /** What a reader would do that trusts the message: each token's value by Jackson's own means. */
  private static long unchecked(RawMessage message) {
    long sum = 0;
    try (JsonParser parser = JACKSON.createParser(message.payload())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        sum +=
            switch (token) {
              case VALUE_NUMBER_INT -> parser.getLongValue();
              case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
              case VALUE_STRING -> parser.getText().length();
              default -> 1;
            };
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sum;
  }

  private static long sequence(DecodeResult result) {
    return ((DecodeResult.Accepted) result).reading().sequence();
  }

  private static RawMessage[] messages() {
    RawMessage[] messages = new RawMessage[MESSAGES];
    for (int i = 0; i < MESSAGES; i++) {
      int machine = i % MACHINES;
      String payload =
          ("{\"ts\":%d,\"boot\":\"b%d\",\"seq\":%d,\"origin\":\"sim:run-1\",\"product\":\"noodle-xl\","
                  + "\"signals\":{\"state\":\"RUNNING\",\"good_count\":%d,\"reject_count\":%d,"
                  + "\"active_energy_kwh\":%d.%d,\"temperature_c\":21.%d}}")
              .formatted(
                  Payloads.NOW + i / 10, machine % 7, i + 1, 3 * i, i / 50, i, i % 1_000, i % 100);
      String topic = "innopark/tai-po/golden-noodle/line-" + machine / 10 + "/machine-" + machine;
      messages[i] = new RawMessage(Payloads.NOW, topic, payload.getBytes(UTF_8));
    }
    return messages;
  }
}

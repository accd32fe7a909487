package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import hk.innopark.events.DecodeResult.Rejected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, there is one verdict, and it is the right one. */
class PayloadDecoderFuzzTest {
  private static final int PAYLOADS = 200_000;

  private static final Set<RejectReason> NOT_JSON = Set.of(RejectReason.MALFORMED);

  /** What may be found before the text's end, so that the rest is not looked at. */
  private static final Set<RejectReason> EARLY =
      Set.of(RejectReason.LIMITS, RejectReason.DUPLICATE_KEY);

  private static final Set<RejectReason> OF_VALUES =
      Set.of(RejectReason.COUNTER, RejectReason.OVERFLOW);

  private final PayloadDecoder again = Payloads.decoder();

  @Test
  void everyMutatedMessageHasOneVerdictThatAgreesWithTheGrammarOfJson() {
    PayloadMutator mutator = new PayloadMutator(20260101);
    PayloadDecoder used = Payloads.decoder();
    PayloadDecoder other = Payloads.decoder();
    Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
    int accepted = 0;
    int quarantined = 0;
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] payload = mutator.next();
      DecodeResult result = verdict(used, payload);
      DecodeResult byValidation = other.decodeByValidation(Payloads.message(payload));
      if (!result.equals(byValidation)) {
        throw new AssertionError(result + ", " + byValidation + ": " + describe(payload));
      }
      if (i % 50 == 0 && !result.equals(verdict(Payloads.decoder(), payload))) {
        throw new AssertionError("a fresh decoder judges otherwise: " + describe(payload));
      }
      if (result instanceof Accepted yes) {
        accepted++;
        quarantined |= yes.reading().quarantined();
        checkAccepted(payload, yes.reading());
      } else {
        checkRejected(payload, (Rejected) result);
        rejected.merge(((Rejected) result).reason(), 1, Integer::sum);
      }
    }

    // the test is worth something only where it meets every kind of message
    assertThat(accepted).isBetween(PAYLOADS / 10, PAYLOADS * 9 / 10);
    assertThat(Integer.bitCount(quarantined)).isGreaterThan(10);
    assertThat(rejected)
        .containsKeys(
            RejectReason.MALFORMED,
            RejectReason.LIMITS,
            RejectReason.DUPLICATE_KEY,
            RejectReason.NOT_FINITE,
            RejectReason.TYPE,
            RejectReason.FUTURE,
            RejectReason.TIME_UNIT,
            RejectReason.RANGE,
            RejectReason.BAD_ID);
  }

  @Property(tries = 20_000)
  void noBytesMakeTheDecoderThrow(@ForAll byte[] payload) {
    DecodeResult result = verdict(Payloads.decoder(), payload);
    assertThat(result).isInstanceOf(Rejected.class);
    checkRejected(payload, (Rejected) result);
  }

  @Property(tries = 5_000)
  void anyTextIsAnUnknownSignalOrARejectButNeverAnException(@ForAll String text) {
    byte[] payload = Payloads.withSignals("\"x\":\"" + text + "\"").getBytes(UTF_8);
    DecodeResult result = verdict(Payloads.decoder(), payload);
    if (result instanceof Rejected rejected) {
      checkRejected(payload, rejected);
    } else {
      checkAccepted(payload, ((Accepted) result).reading());
    }
  }

  @Property(tries = 3_000)
  void everyReadingSurvivesEncodingInAnyOrderAndSpacing(
      @ForAll("readings") Reading reading, @ForAll Random random) {
    List<String> members = ReadingJson.members(reading);
    java.util.Collections.shuffle(members, random);
    String space = List.of("", " ", "\n\t", "  \r\n").get(random.nextInt(4));
    String payload =
        space + "{" + space + String.join(space + "," + space, members) + space + "}" + space;

    DecodeResult result = verdict(Payloads.decoder(), payload.getBytes(UTF_8));

    assertThat(result).as(payload).isInstanceOf(Accepted.class);
    assertThat(ReadingJson.withoutText(((Accepted) result).reading())).isEqualTo(reading);
  }

  @Provide
  Arbitrary<Reading> readings() {
    Arbitrary<String> ids =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .withChars("._-")
            .ofMinLength(1)
            .ofMaxLength(64);
    Arbitrary<Long> stamps =
        Arbitraries.longs()
            .between(
                Payloads.NOW - Payloads.RETENTION.toMillis(),
                Payloads.NOW + Payloads.FUTURE_TOLERANCE.toMillis());
    Arbitrary<Long> sequences = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<String> origins =
        ids.map(id -> Reading.SIMULATED_PREFIX + id)
            .injectNull(0)
            .optional()
            .map(origin -> origin.orElse(Reading.REAL));
    return Combinators.combine(
            Combinators.combine(stamps, sequences, ids, origins).as(Tuple::of),
            Arbitraries.of(MachineState.class).injectNull(0.2),
            Arbitraries.of(DowntimeReason.class).injectNull(0.5),
            texts().injectNull(0.5),
            texts().injectNull(0.5),
            values(),
            texts().filter(text -> DowntimeReason.ofText(text).unlisted(text) != null))
        .as(
            (core, state, reason, product, order, values, unlisted) ->
                new Reading(
                    MachineId.ofTopic(Payloads.TOPIC).orElseThrow(),
                    core.get4(),
                    core.get1(),
                    Payloads.NOW,
                    core.get3(),
                    core.get2(),
                    state,
                    reason,
                    // every other one, so that the listed one occurs too
                    reason == DowntimeReason.OTHER && core.get1() % 2 == 0 ? unlisted : null,
                    product,
                    order,
                    values,
                    0,
                    0,
                    0,
                    MessageDigestSum.ZERO));
  }

  /** Clean as they stand, or made clean. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ascii()
        .withChars("香港缺料\u00e9\u3000\ud83d\ude00\\\"")
        .ofMinLength(1)
        .ofMaxLength(140)
        .map(FreeText::of)
        .filter(text -> text != null);
  }

  private static Arbitrary<SignalValues> values() {
    List<Arbitrary<Long>> all = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      if (signal == Signal.STATE) {
        all.add(Arbitraries.just(0L));
      } else {
        double unit = signal.kind() == Signal.Kind.ITEMS ? 1 : Nano.PER_UNIT;
        all.add(
            Arbitraries.longs()
                .between((long) (signal.minimum() * unit), (long) (signal.maximum() * unit)));
      }
    }
    Arbitrary<Integer> present =
        Arbitraries.integers().between(0, (1 << Signal.values().length) - 1).map(bits -> bits & ~1);
    return Combinators.combine(present, Combinators.combine(all).as(list -> list))
        .as(
            (mask, list) ->
                SignalValues.compact(mask, list.stream().mapToLong(Long::longValue).toArray()));
  }

  private static DecodeResult verdict(PayloadDecoder decoder, byte[] payload) {
    try {
      return decoder.decode(Payloads.message(payload));
    } catch (RuntimeException | StackOverflowError thrown) {
      throw new AssertionError("thrown at " + describe(payload), thrown);
    }
  }

  private void checkAccepted(byte[] payload, Reading reading) {
    if (!JsonGrammar.accepts(payload)) {
      throw new AssertionError("accepted, but not JSON: " + describe(payload));
    }
    DecodeResult result = again.decode(Payloads.message(ReadingJson.encode(reading)));
    if (!(result instanceof Accepted accepted)
        || !ReadingJson.withoutText(accepted.reading()).equals(ReadingJson.withoutText(reading))) {
      throw new AssertionError("encoded again: " + result + " from " + describe(payload));
    }
  }

  private static void checkRejected(byte[] payload, Rejected rejected) {
    boolean json = JsonGrammar.accepts(payload);
    RejectReason reason = rejected.reason();
    if (json ? NOT_JSON.contains(reason) : !NOT_JSON.contains(reason) && !EARLY.contains(reason)) {
      throw new AssertionError(rejected + " for " + describe(payload));
    }
    if (OF_VALUES.contains(reason)) {
      throw new AssertionError("a value cost its message: " + describe(payload));
    }
    String detail = rejected.detail();
    if (detail.length() < 5
        || detail.length() > 120
        || !detail.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '±')) {
      throw new AssertionError("bad description: " + detail);
    }
  }

  private static String describe(byte[] payload) {
    return new String(payload, UTF_8) + " = " + HexFormat.of().formatHex(payload);
  }
}

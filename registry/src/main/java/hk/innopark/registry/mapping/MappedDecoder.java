package hk.innopark.registry.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.FixedPoint;
import hk.innopark.events.FreeText;
import hk.innopark.events.Ids;
import hk.innopark.events.MachineState;
import hk.innopark.events.NumberText;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.events.StampWindow;
import hk.innopark.events.StrictJson;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Messages;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads JSON messages by a device's mapping, as strictly as the platform's own: what the message is
 * about has to be right, and a bad value of a signal costs that value alone. A place at which
 * nothing stands has no value. Each message gets the same verdict whenever it is read.
 */
public final class MappedDecoder {
  /** A number that stands there as text, as some devices write it. */
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private final StampWindow stamps;

  /**
   * @param stamps which stamps are taken
   */
  public MappedDecoder(StampWindow stamps) {
    this.stamps = stamps;
  }

  /**
   * Reads one message of a device that {@link DeviceMapping#mqtt speaks JSON}.
   *
   * @throws RejectedException why it is refused
   */
  public MappedMessage decode(DeviceMapping mapping, byte[] payload, long receivedAtMillis) {
    JsonNode message = tree(payload);
    Messages form = mapping.mqtt();
    long timestampMillis = receivedAtMillis;
    if (form.stamp() != null) {
      timestampMillis = StampReader.millis(find(message, form.stamp().place()), form.stamp());
      stamps.check(timestampMillis, receivedAtMillis);
    }
    String boot = boot(message, form.boot());
    OptionalLong sequence = sequence(message, form.sequence());
    long[] values = new long[Signal.values().length];
    int present = 0;
    int quarantined = 0;
    MachineState state = null;
    for (Map.Entry<Signal, Value> entry : mapping.signals().entrySet()) {
      Signal signal = entry.getKey();
      JsonNode found = find(message, entry.getValue().place());
      int bit = 1 << signal.ordinal();
      if (found.isMissingNode() || found.isNull()) {
        continue;
      }
      try {
        if (signal == Signal.STATE) {
          state = state(found, entry.getValue());
        } else {
          values[signal.ordinal()] = FixedPoint.of(signal, entry.getValue().scaled(number(found)));
          present |= bit;
        }
      } catch (RejectedException impossible) {
        quarantined |= bit;
      }
    }
    return new MappedMessage(
        timestampMillis,
        form.stamp() != null,
        boot,
        sequence,
        state,
        text(message, mapping.reason()),
        text(message, mapping.product()),
        text(message, mapping.order()),
        SignalValues.compact(present, values),
        quarantined);
  }

  /** What stands at a place; a missing node where nothing does. */
  public static JsonNode find(JsonNode message, Place place) {
    String at = place.at().equals(".") ? "" : place.at();
    int star = (at + '/').indexOf("/*/");
    if (star < 0) {
      return message.at(at);
    }
    for (JsonNode element : message.at(at.substring(0, star))) {
      if (matches(element, place.where())) {
        return element.at(at.substring(star + 2));
      }
    }
    return message.path("").path(""); // a missing node
  }

  private static boolean matches(JsonNode element, Map<String, String> where) {
    return where.entrySet().stream()
        .allMatch(
            member -> {
              JsonNode value = element.path(member.getKey());
              return value.isValueNode() && value.asText().equals(member.getValue());
            });
  }

  /** The message as a tree, after the same checks as of the platform's own messages. */
  public static JsonNode tree(byte[] payload) {
    if (payload.length > PayloadDecoder.MAX_BYTES) {
      throw new RejectedException(
          RejectReason.TOO_LARGE, payload.length + " bytes; at most " + PayloadDecoder.MAX_BYTES);
    }
    try (JsonParser parser = StrictJson.check(payload).parser()) {
      return JSON.readTree(parser);
    } catch (IOException refused) {
      throw StrictJson.rejection(refused);
    }
  }

  private static MachineState state(JsonNode found, Value value) {
    MachineState state = found.isValueNode() ? value.state(found.asText()) : null;
    if (state == null) {
      throw new RejectedException(RejectReason.RANGE, "state is none of the words");
    }
    return state;
  }

  static BigDecimal number(JsonNode found) {
    if (found.isIntegralNumber()) {
      return new BigDecimal(found.bigIntegerValue());
    }
    if (found.isBigDecimal()) {
      BigDecimal value = found.decimalValue();
      // beyond any double; arithmetic with it could be costly
      if (Math.abs((long) value.precision() - value.scale()) > 400) {
        throw new RejectedException(RejectReason.RANGE, "a number out of range");
      }
      return value;
    }
    if (found.isTextual()
        && NUMBER.matcher(found.asText()).matches()
        && NumberText.isConvertible(found.asText())) {
      return new BigDecimal(found.asText());
    }
    throw new RejectedException(RejectReason.TYPE, "not a finite number");
  }

  private static OptionalLong sequence(JsonNode message, Place place) {
    if (place == null) {
      return OptionalLong.empty();
    }
    JsonNode found = find(message, place);
    if (found.isMissingNode() || found.isNull()) {
      throw new RejectedException(RejectReason.TYPE, "no sequence at " + place.at());
    }
    BigDecimal number = number(found).stripTrailingZeros();
    if (number.scale() > 0 || number.signum() < 0 || number.precision() - number.scale() > 18) {
      throw new RejectedException(
          RejectReason.RANGE, "the sequence at " + place.at() + " is no whole number");
    }
    return OptionalLong.of(number.longValueExact());
  }

  private static String boot(JsonNode message, Place place) {
    if (place == null) {
      return null;
    }
    JsonNode found = find(message, place);
    if (!found.isValueNode() || !Ids.isValid(found.asText())) {
      throw new RejectedException(RejectReason.BAD_ID, "no id of a boot at " + place.at());
    }
    return found.asText();
  }

  private static String text(JsonNode message, Place place) {
    if (place == null) {
      return null;
    }
    JsonNode found = find(message, place);
    return found.isTextual() || found.isIntegralNumber() ? FreeText.of(found.asText()) : null;
  }
}

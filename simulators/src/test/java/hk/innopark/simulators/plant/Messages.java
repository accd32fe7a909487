package hk.innopark.simulators.plant;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.FeedLine;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages as tests look at them. */
public final class Messages {
  private static final PayloadDecoder DECODER =
      new PayloadDecoder(Duration.ofDays(2), Duration.ofMinutes(5));

  private Messages() {}

  public static List<String> lines(List<RawMessage> messages) {
    return messages.stream().map(FeedLine::format).toList();
  }

  public static DecodeResult decode(RawMessage message) {
    return DECODER.decode(message);
  }

  /** The message as a reading; fails where it is refused. */
  public static Reading reading(RawMessage message) {
    DecodeResult result = decode(message);
    if (result instanceof DecodeResult.Accepted accepted) {
      return accepted.reading();
    }
    throw new AssertionError(result + " for " + FeedLine.format(message));
  }

  public static Map<MachineId, List<Reading>> byMachine(List<RawMessage> messages) {
    Map<MachineId, List<Reading>> readings = new TreeMap<>();
    for (RawMessage message : messages) {
      Reading reading = reading(message);
      readings.computeIfAbsent(reading.machine(), id -> new ArrayList<>()).add(reading);
    }
    return readings;
  }
}

package hk.innopark.benchmarks.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds as one table and as JSON. Ratios are taken round by round, of neighbours in time. */
final class BridgeReport {
  private static final double MIB = 1024 * 1024;

  private final int messages;
  private final List<Round> rounds;

  BridgeReport(int messages, List<Round> rounds) {
    this.messages = messages;
    this.rounds = List.copyOf(rounds);
  }

  /** Messages a second of the gateway over those of the pipe. */
  Spread ratio() {
    return ratio(Round::messagesPerSecond);
  }

  /** Messages a CPU-second of the gateway over those of the pipe. */
  Spread cpuRatio() {
    return ratio(Round::messagesPerCpuSecond);
  }

  private Spread ratio(ToDoubleFunction<Round> figure) {
    List<Round> gateway = of(Contestant.GATEWAY);
    List<Round> pipe = of(Contestant.PIPE);
    return Spread.of(
        IntStream.range(0, Math.min(gateway.size(), pipe.size()))
            .mapToDouble(
                i -> figure.applyAsDouble(gateway.get(i)) / figure.applyAsDouble(pipe.get(i))));
  }

  private List<Round> of(String contestant) {
    return rounds.stream().filter(round -> round.contestant().equals(contestant)).toList();
  }

  private Spread spread(String contestant, ToDoubleFunction<Round> figure) {
    return Spread.of(of(contestant).stream().mapToDouble(figure));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%nbridge: %,d messages of %d bytes a round, QoS 1, %d rounds each, in turns;"
                + " median (least - greatest)%n%n",
            messages,
            RawPublisher.PAYLOAD_BYTES,
            of(Contestant.GATEWAY).size()));
    String row = "%-22s %-28s %-28s %-10s %-10s %-8s%n";
    table.append(
        String.format(
            Locale.ROOT,
            row,
            "",
            "messages/s in Kafka",
            "messages/CPU-second",
            "broker CPU",
            "Kafka CPU",
            "peak MiB"));
    for (String contestant : List.of(Contestant.GATEWAY, Contestant.PIPE)) {
      table.append(
          String.format(
              Locale.ROOT,
              row,
              contestant,
              whole(spread(contestant, Round::messagesPerSecond)),
              whole(spread(contestant, Round::messagesPerCpuSecond)),
              seconds(spread(contestant, Round::brokerCpuSeconds)),
              seconds(spread(contestant, Round::kafkaCpuSeconds)),
              String.format(
                  Locale.ROOT, "%.0f", spread(contestant, Round::peakBytes).greatest() / MIB)));
    }
    table.append(
        String.format(
            Locale.ROOT,
            row,
            "gateway / pipe",
            hundredths(ratio()),
            hundredths(cpuRatio()),
            "",
            "",
            ""));
    return table.toString();
  }

  private static String whole(Spread spread) {
    return format("%,.0f (%,.0f - %,.0f)", spread);
  }

  private static String hundredths(Spread spread) {
    return format("%.2f (%.2f - %.2f)", spread);
  }

  private static String format(String format, Spread spread) {
    return String.format(Locale.ROOT, format, spread.median(), spread.least(), spread.greatest());
  }

  private static String seconds(Spread spread) {
    return String.format(Locale.ROOT, "%.2f s", spread.median());
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", "bridge");
    all.put("messages_a_round", messages);
    all.put("payload_bytes", RawPublisher.PAYLOAD_BYTES);
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    all.put("ratio_messages_per_second", ratio());
    all.put("ratio_messages_per_cpu_second", cpuRatio());
    for (String contestant : List.of(Contestant.GATEWAY, Contestant.PIPE)) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("messages_per_second", spread(contestant, Round::messagesPerSecond));
      figures.put("messages_per_cpu_second", spread(contestant, Round::messagesPerCpuSecond));
      figures.put("rounds", of(contestant));
      all.put(contestant, figures);
    }
    try {
      return JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(all)
          + System.lineSeparator();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

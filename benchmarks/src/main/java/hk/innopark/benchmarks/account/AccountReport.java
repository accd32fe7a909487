package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The rounds of all contestants as one table and as JSON. */
final class AccountReport {
  private static final double MIB = 1024 * 1024;

  private final Workload workload;
  private final AccountOptions options;
  private final double payloadBytes;
  private final List<AccountRound> rounds;

  AccountReport(
      Workload workload, AccountOptions options, double payloadBytes, List<AccountRound> rounds) {
    this.workload = workload;
    this.options = options;
    this.payloadBytes = payloadBytes;
    this.rounds = List.copyOf(rounds);
  }

  private List<String> contestants() {
    return rounds.stream().map(AccountRound::contestant).distinct().toList();
  }

  private Spread spread(String contestant, ToDoubleFunction<AccountRound> figure) {
    return Spread.of(of(contestant).mapToDouble(figure));
  }

  private Stream<AccountRound> of(String contestant) {
    return rounds.stream().filter(round -> round.contestant().equals(contestant));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%naccount: %,d messages of %.0f bytes, %,d machines, %,d tenants, %d estates,"
                + " parallelism %d, %s; median (least - greatest)%n%n",
            workload.messages(),
            payloadBytes,
            workload.machines(),
            workload.tenants(),
            workload.estates(),
            options.parallelism(),
            options.backend()));
    String row = "%-9s %-24s %-8s %-8s %-24s %-9s %-9s %-16s%n";
    table.append(
        String.format(
            Locale.ROOT,
            row,
            "",
            "CPU-s/million, no JIT",
            "JIT",
            "GC",
            "messages/s",
            "rows/msg",
            "peak MiB",
            "checkpoint"));
    for (String contestant : contestants()) {
      table.append(
          String.format(
              Locale.ROOT,
              row,
              contestant,
              format("%.2f (%.2f - %.2f)", spread(contestant, AccountRound::cpuSecondsAMillion)),
              format("%.2f", spread(contestant, AccountRound::compilerCpuSecondsAMillion)),
              format("%.2f", spread(contestant, AccountRound::collectorCpuSecondsAMillion)),
              format("%,.0f (%,.0f - %,.0f)", spread(contestant, AccountRound::messagesPerSecond)),
              format("%.2f", spread(contestant, AccountRound::rowsAMessage)),
              String.format(
                  Locale.ROOT,
                  "%.0f",
                  spread(contestant, AccountRound::peakBytes).greatest() / MIB),
              String.format(
                  Locale.ROOT,
                  "%.0f ms, %.1f MB",
                  spread(contestant, AccountRound::checkpointMillis).median(),
                  spread(contestant, AccountRound::checkpointBytes).median() / 1e6)));
    }
    return table.toString();
  }

  private static String format(String format, Spread spread) {
    return String.format(Locale.ROOT, format, spread.median(), spread.least(), spread.greatest());
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", "account");
    all.put("workload", workload);
    all.put("options", options);
    all.put("payload_bytes", payloadBytes);
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    for (String contestant : contestants()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("cpu_seconds_a_million", spread(contestant, AccountRound::cpuSecondsAMillion));
      figures.put("rows_a_message", spread(contestant, AccountRound::rowsAMessage));
      figures.put("rounds", of(contestant).toList());
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

package hk.innopark.operations.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.Reading;
import hk.innopark.operations.restate.Days;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerFault;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.lookup.CommitmentVerdict;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant's month as the ledger has it, in Markdown: figures, coverage, revisions and their
 * reasons, factors and their sources, and what the figures say of the tenant's commitments.
 */
public final class Statement {
  private static final JsonMapper JSON = new JsonMapper();

  private final YearMonth month;
  private final ChainVerdict chain;
  private final Registry registry;
  private final List<LedgerEntry> rows;
  private final Map<String, LedgerEntry> figures = new TreeMap<>();
  private final StringBuilder text = new StringBuilder(4096);

  private Statement(YearMonth month, ChainVerdict chain, List<LedgerRow> rows, Registry registry) {
    this.month = month;
    this.chain = chain;
    this.registry = registry;
    Days days = new Days(month.atDay(1), month.atEndOfMonth());
    this.rows =
        rows.stream()
            .map(LedgerRow::entry)
            .filter(row -> row.periodStartMillis() >= days.startMillis())
            .filter(row -> row.periodEndMillis() <= days.endMillis())
            .toList();
    this.rows.stream()
        .filter(row -> row.line() == null && row.grain().equals("month"))
        .filter(row -> !row.isCommitment())
        // in the order of the chain, so the newest revision stays
        .forEach(row -> figures.put(row.measurement(), row));
  }

  /**
   * Writes a statement.
   *
   * @param chain what verification says of the tenant's chain
   * @param rows every row of the chain that touches the month, by seq
   * @param registry for names, factors and commitments
   */
  public static String of(
      YearMonth month, ChainVerdict chain, List<LedgerRow> rows, Registry registry) {
    return new Statement(month, chain, rows, registry).write();
  }

  private String write() {
    String tenant = chain.chain().tenant();
    String name = registry.tenant(tenant).map(t -> t.name()).orElse(tenant);
    line("# %s, %s".formatted(name, month));
    origin();
    chain();
    figures();
    commitments(tenant);
    factors();
    revisions();
    return text.toString();
  }

  private void origin() {
    String origin = chain.chain().origin();
    if (origin.equals(Reading.REAL)) {
      line("Origin of the data: machines that are not marked as simulated.");
    } else {
      line(
          "**Simulated data ("
              + origin
              + ").** Nothing here was measured, and no figure says anything of a real plant.");
    }
  }

  private void chain() {
    line("## Evidence");
    line(
        chain
            .firstFault()
            .map(Statement::fault)
            .orElseGet(
                () ->
                    "The hash chain %s holds: %,d rows, last hash `%s`."
                        .formatted(chain.chain(), chain.rows(), chain.lastHash())));
    Set<String> versions = new TreeSet<>();
    Set<String> codes = new TreeSet<>();
    rows.forEach(
        row -> {
          versions.addAll(Arrays.asList(row.registryVersion().split(",")));
          codes.add(row.codeVersion());
        });
    line(
        "Rows of this month: %,d. Registry versions: %s. Code versions: %s."
            .formatted(rows.size(), list(versions), list(codes)));
  }

  private static String fault(LedgerFault fault) {
    return "**The hash chain is broken** at row %d: %s. What follows cannot be relied on."
        .formatted(fault.seq(), fault.detail());
  }

  private void figures() {
    line("## Figures");
    if (figures.isEmpty()) {
      long days =
          rows.stream()
              .filter(row -> row.line() == null && row.grain().equals("day"))
              .map(LedgerEntry::periodStartMillis)
              .distinct()
              .count();
      line("The month is not closed: no figures of it, and %d closed days.".formatted(days));
      return;
    }
    line("| Figure | Value |\n|---|---|");
    for (LedgerEntry row : figures.values()) {
      row(row.measurement() + " (revision)", Integer.toString(row.revision()));
      json(row)
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  row(row.measurement() + "." + field.getKey(), field.getValue().asText());
                }
              });
    }
    text.append('\n');
    LedgerEntry any = figures.values().iterator().next();
    line(
        "Coverage %s; %,d messages, digest `%s`."
            .formatted(
                any.coverage() == null ? "not known" : any.coverage().toString(),
                any.rawMessages(),
                any.rawDigest()));
  }

  private void commitments(String tenant) {
    line("## Commitments");
    List<Commitment> own =
        registry.commitments().stream().filter(c -> c.tenant().equals(tenant)).toList();
    if (own.isEmpty()) {
      line("None is registered.");
      return;
    }
    line("| Commitment | Figure | Target | By | This month | Verdict |\n|---|---|---|---|---|---|");
    for (Commitment commitment : own) {
      String[] metric = commitment.metric().split("\\.", 2);
      LedgerEntry row = figures.get(metric[0]);
      JsonNode value = row == null || metric.length < 2 ? null : json(row).get(metric[1]);
      boolean isKnown = value != null && value.isNumber();
      text.append(
          "| %s | `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  commitment.id(),
                  commitment.metric(),
                  commitment.target().toPlainString(),
                  commitment.by(),
                  isKnown ? value.asText() : "–",
                  isKnown ? verdict(commitment, row, value.asDouble()) : "insufficient evidence"));
    }
    text.append('\n');
  }

  /** How the closed month stands; whether it is due is a matter of the month's end. */
  static String verdict(Commitment commitment, LedgerEntry row, double value) {
    LocalDate end =
        Instant.ofEpochMilli(row.periodEndMillis())
            .atZone(hk.innopark.jobs.reference.ReferenceData.ZONE)
            .toLocalDate();
    return CommitmentVerdict.of(commitment, value, row.coverage(), end)
        .wireName()
        .replace('_', ' ');
  }

  private void factors() {
    line("## Emission factors");
    Set<String> used = new TreeSet<>();
    rows.forEach(row -> used.addAll(Arrays.asList(row.factorIds().split(","))));
    used.remove("");
    if (used.isEmpty()) {
      line("None.");
      return;
    }
    Map<String, EmissionFactor> known = new TreeMap<>();
    registry.factors().forEach(factor -> known.put(factor.id(), factor));
    line("| Factor | kg CO₂e, as registered now | per | Source |\n|---|---|---|---|");
    for (String id : used) {
      EmissionFactor factor = known.get(id);
      text.append(
          factor == null
              ? "| %s | – | – | no longer registered |\n".formatted(id)
              : "| %s | %s | %s | %s |\n"
                  .formatted(
                      id,
                      factor.kgPerUnit().toPlainString(),
                      factor.unit(),
                      cell(factor.source())));
    }
    text.append('\n');
  }

  private void revisions() {
    line("## Revisions");
    List<LedgerEntry> revised = new ArrayList<>(rows);
    revised.removeIf(row -> row.revision() == 1 || row.grain().equals("hour"));
    if (revised.isEmpty()) {
      line("No day of this month, and not the month, was said anew.");
      return;
    }
    revised.sort(Comparator.comparingLong(LedgerEntry::periodStartMillis));
    line("| Period | Line | Measurement | Revision | Reason |\n|---|---|---|---|---|");
    for (LedgerEntry row : revised) {
      LocalDate day =
          Instant.ofEpochMilli(row.periodStartMillis())
              .atZone(hk.innopark.jobs.reference.ReferenceData.ZONE)
              .toLocalDate();
      text.append(
          "| %s %s | %s | %s | %d | %s |\n"
              .formatted(
                  row.grain(),
                  day,
                  row.line() == null ? "all" : row.line(),
                  row.measurement(),
                  row.revision(),
                  cell(row.reason())));
    }
  }

  private void row(String name, String value) {
    text.append("| `%s` | %s |\n".formatted(name, value));
  }

  private void line(String content) {
    // a table's rows follow at once
    text.append(content).append(content.startsWith("|") ? "\n" : "\n\n");
  }

  private static String list(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Free text inside a table, which nothing in it may leave. */
  private static String cell(String free) {
    return free.replaceAll("[|<>`\\r\\n]", " ");
  }

  private static JsonNode json(LedgerEntry row) {
    try {
      return JSON.readTree(row.figures());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the database takes JSON alone", noJson);
    }
  }
}

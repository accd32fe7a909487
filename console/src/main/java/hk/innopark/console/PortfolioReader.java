package hk.innopark.console;

import hk.innopark.console.Portfolio.Counts;
import hk.innopark.console.Portfolio.EstateRow;
import hk.innopark.console.Portfolio.TenantRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.console.ledger.Chain;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.events.Level;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.lookup.CommitmentVerdict;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the portfolio together: estates, their tenants, and how each commitment stands. */
final class PortfolioReader {
  private final Audience audience;
  private final ElementReader elements;
  private final Clock clock;

  PortfolioReader(Audience audience, ElementReader elements, Clock clock) {
    this.audience = audience;
    this.elements = elements;
    this.clock = clock;
  }

  Portfolio read(Registry registry, LedgerReader ledger, Moment moment, Texts texts) {
    Map<String, Double> coverage = coverage(moment);
    Map<String, Long> chains = new HashMap<>();
    String origin = moment.isEmpty() ? "" : moment.origin().name();
    for (Chain chain : ledger.chains(null)) {
      if (chain.origin().equals(origin)) {
        chains.put(chain.tenant(), chain.rows());
      }
    }
    Map<String, List<TenantRow>> estates = new TreeMap<>();
    for (Tenant tenant : registry.tenants()) {
      estates
          .computeIfAbsent(tenant.estate(), id -> new ArrayList<>())
          .add(row(tenant, registry, ledger, origin, coverage.get(tenant.id()), chains, texts));
    }
    List<EstateRow> rows = new ArrayList<>();
    estates.forEach((id, tenants) -> rows.add(new EstateRow(id, tenants)));
    return new Portfolio(AsOf.of(moment, clock.instant()), counts(rows), rows);
  }

  private TenantRow row(
      Tenant tenant,
      Registry registry,
      LedgerReader ledger,
      String origin,
      Double coverage,
      Map<String, Long> chains,
      Texts texts) {
    List<Commitment> own =
        registry.commitments().stream().filter(c -> c.tenant().equals(tenant.id())).toList();
    LocalDate today = clock.instant().atZone(HongKongTime.ZONE).toLocalDate();
    List<CommitmentState> states =
        CommitmentHistory.of(
            own, ledger.closed().commitments(tenant.id(), origin), audience, today, texts);
    List<String> lacking = new ArrayList<>();
    if (own.isEmpty()) {
      lacking.add(texts.get("commitments.none"));
    }
    if (coverage == null) {
      lacking.add(texts.get("none.no_samples"));
    }
    for (CommitmentState state : states) {
      if (state.reason() != null) {
        String field = "field." + state.metric().substring(state.metric().indexOf('.') + 1);
        String name = texts.has(field) ? texts.get(field) : state.id();
        lacking.add(texts.get("portfolio.lacks", name, state.reason()));
      }
    }
    return new TenantRow(
        tenant.id(), tenant.name(), coverage, states, lacking, chains.get(tenant.id()));
  }

  private Map<String, Double> coverage(Moment moment) {
    Map<String, Double> coverage = new HashMap<>();
    if (!moment.isEmpty()) {
      Selection selection =
          new Selection(
              Level.TENANT, Place.ANY, moment.origin().name(), EnumSet.of(Measure.QUALITY_OF_DATA));
      elements
          .totals(selection, moment.thisMonth())
          .forEach(
              (place, sums) -> coverage.put(place.tenant(), Ratios.figures(sums).get("coverage")));
    }
    return coverage;
  }

  private static Counts counts(List<EstateRow> estates) {
    List<TenantRow> tenants =
        estates.stream().flatMap(estate -> estate.tenants().stream()).toList();
    List<CommitmentState> states =
        tenants.stream().flatMap(tenant -> tenant.commitments().stream()).toList();
    return new Counts(
        states.size(),
        count(states, CommitmentVerdict.MET),
        count(states, CommitmentVerdict.NOT_MET),
        count(states, CommitmentVerdict.INSUFFICIENT_EVIDENCE),
        count(states, CommitmentVerdict.NOT_YET_DUE),
        tenants.size(),
        (int) tenants.stream().filter(tenant -> !tenant.lacking().isEmpty()).count());
  }

  private static int count(List<CommitmentState> states, CommitmentVerdict verdict) {
    Stream<CommitmentState> these =
        states.stream().filter(state -> state.verdict().equals(verdict.wireName()));
    return (int) these.count();
  }
}

package hk.innopark.console;

import hk.innopark.console.alerts.AlertLog;
import hk.innopark.console.alerts.DeadLetters;
import hk.innopark.console.devices.DeviceReader;
import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.figures.AuditFigures;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.TenantFigures;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.shopfloor.OrderReader;
import hk.innopark.console.shopfloor.StopReader;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Everything that one audience sees, with answers remembered for it alone. Whatever its sources
 * would give, figures, tenants and ledger are narrowed to the audience here.
 */
final class FigureView {
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Instant knownAt;
  private final Audience audience;
  private final Supplier<Registry> registry;
  private final FigureStore figures;
  private final Optional<DataSource> database;
  private final Optional<LedgerReader> ledger;
  private final Optional<AlertLog> alertLog;
  private final Optional<DeadLetters> deadLetters;
  private final Origins origins;
  private final OverviewReader overview;
  private final Optional<EvidenceStore> evidence;
  private final ScorecardReader scorecards;
  private final EsgReader years;
  private final PortfolioReader portfolios;
  private final PlantReader plants;
  private final StopsReader stops;
  private final ElementReader elements;
  private final Optional<DeviceReader> devices;
  private final Optional<RegistryStore> registryStore;
  private final Optional<OrderReader> orders;
  private final Clock clock;
  private final AnswerCache<Moment> moments = new AnswerCache<>(KEPT);
  private final AnswerCache<byte[]> answers = new AnswerCache<>(KEPT);

  /**
   * A view.
   *
   * @param knownAt what was recorded later is passed over; null for now
   */
  FigureView(Audience audience, Sources sources, Clock clock, Instant knownAt) {
    this.knownAt = knownAt;
    this.audience = audience;
    this.clock = clock;
    this.orders = sources.ledger().map(OrderReader::new);
    this.registry = () -> narrowed(sources.registry().get());
    this.figures = narrowed(sources.figures());
    this.database = sources.ledger();
    this.ledger =
        sources.ledger().map(database -> new LedgerReader(database, audience.tenant(), knownAt));
    this.alertLog = sources.ledger().map(database -> new AlertLog(database, audience.tenant()));
    this.deadLetters =
        sources.ledger().map(database -> new DeadLetters(database, audience.tenant()));
    this.origins = new Origins(figures);
    this.elements = new ElementReader(figures);
    this.devices = sources.ledger().map(DeviceReader::new);
    this.registryStore = sources.ledger().map(RegistryStore::new);
    Alerts alerts = new Alerts(figures);
    Commitments commitments =
        audience.isHkstp() ? new LedgerVerdicts(ledger) : new CommitmentReader(elements);
    this.evidence = sources.ledger().map(EvidenceStore::new);
    this.scorecards = new ScorecardReader(audience, elements, clock);
    this.years = new EsgReader(audience, elements, clock);
    this.portfolios = new PortfolioReader(audience, elements, clock);
    this.overview = new OverviewReader(elements, alerts, registry, clock, audience);
    // a stop's row is put right in place, so it has no past
    Optional<DataSource> stopped = knownAt == null ? sources.ledger() : Optional.empty();
    this.stops = new StopsReader(figures, elements, stopped.map(StopReader::new), clock);
    this.plants =
        new PlantReader(figures, elements, commitments, alerts, registry, clock, audience);
  }

  private FigureStore narrowed(FigureStore store) {
    return switch (audience.kind()) {
      case TENANT -> new TenantFigures(store, audience.tenant());
      case HKSTP -> new AuditFigures(store);
      case PLATFORM -> store;
    };
  }

  private Registry narrowed(Registry all) {
    return audience.kind() != Audience.Kind.TENANT ? all : all.ofTenant(audience.tenant());
  }

  Audience audience() {
    return audience;
  }

  /** Reference data that the audience may see. */
  Registry registry() {
    return registry.get();
  }

  /** Where the ledger is, with the audience's rights; empty where none is connected. */
  Optional<DataSource> database() {
    return database;
  }

  /** The ledger, or empty where none is connected. */
  Optional<LedgerReader> ledger() {
    return ledger;
  }

  /** Alerts with who was told of them, or empty where no database is connected. */
  Optional<AlertLog> alertLog() {
    return alertLog;
  }

  /** Messages that were refused, or empty where no database is connected. */
  Optional<DeadLetters> deadLetters() {
    return deadLetters;
  }

  /** Figures of what the audience sees. */
  List<FigureRow> rows(FigureQuery query) {
    return figures.rows(query);
  }

  /** The named origin, else the one that a page shows by itself; null where there is none yet. */
  String originOr(String requested) {
    Moment moment = moment(requested);
    return moment.isEmpty() ? null : moment.origin().name();
  }

  /** What devices say, or empty where no database is connected. */
  Optional<DeviceReader> devices() {
    return devices;
  }

  /** Every version of the reference data, or empty where no database is connected. */
  Optional<RegistryStore> registryStore() {
    return registryStore;
  }

  /** Sums of one place. */
  Elements total(Selection selection, Period period) {
    return elements.total(selection, period);
  }

  /** What lines did for orders, or empty where no database is connected. */
  Optional<OrderReader> orders() {
    return orders;
  }

  Instant now() {
    return clock.instant();
  }

  /** A line's stops. */
  StopsReader stops() {
    return stops;
  }

  /** Fails where the store does not answer. */
  void requireStore() {
    figures.origins();
  }

  /**
   * The first page's figures as JSON.
   *
   * @param origin null for the one that a page shows by itself
   */
  byte[] overview(String origin) {
    Moment moment = moment(origin);
    return answers.get("/" + key(moment), () -> Answers.json(overview.read(moment)));
  }

  /** A tenant's figures as JSON. */
  byte[] tenant(Tenant tenant, Range range, String origin, Texts texts) {
    Moment moment = moment(origin);
    List<Commitment> promised =
        registry.get().commitments().stream()
            .filter(commitment -> commitment.tenant().equals(tenant.id()))
            .toList();
    return answers.get(
        String.join("/", tenant.id(), range.key(), texts.language().tag(), key(moment)),
        () -> Answers.json(plants.ofTenant(tenant, promised, moment, range, texts)));
  }

  /** A line's figures as JSON. */
  byte[] line(Tenant tenant, Line line, Range range, String origin, Texts texts) {
    Moment moment = moment(origin);
    return answers.get(
        String.join("/", tenant.id(), line.id(), range.key(), texts.language().tag(), key(moment)),
        () -> Answers.json(plants.ofLine(tenant, line, moment, range, texts)));
  }

  /** A tenant's scorecard by the eight principles. */
  Scorecard scorecard(Tenant tenant, String origin, boolean mayDeclare, Texts texts) {
    Moment moment = moment(origin);
    return scorecards.read(
        tenant,
        registry.get(),
        moment.isEmpty()
            ? List.of()
            : ledger
                .map(reader -> reader.closed().commitments(tenant.id(), moment.origin().name()))
                .orElse(List.of()),
        evidence
            .map(
                store ->
                    store.declarations(tenant.id()).stream()
                        .filter(this::isKnown)
                        .map(this::asKnown)
                        .toList())
            .orElse(List.of()),
        moment,
        mayDeclare,
        texts);
  }

  /** Whether it was said by the moment as of which the view is. */
  private boolean isKnown(EvidenceStore.Kept kept) {
    return knownAt == null || kept.at() <= knownAt.toEpochMilli();
  }

  /** A later withdrawal was not known then. */
  private EvidenceStore.Kept asKnown(EvidenceStore.Kept kept) {
    boolean isLater =
        knownAt != null
            && kept.withdrawal() != null
            && kept.withdrawal().at() > knownAt.toEpochMilli();
    return isLater ? kept.withoutWithdrawal() : kept;
  }

  /**
   * The environmental figures of a tenant's year.
   *
   * @param year empty for the running one
   */
  EsgTable year(Tenant tenant, Optional<Year> year, String origin, Texts texts) {
    Moment moment = moment(origin);
    if (moment.isEmpty() || ledger.isEmpty()) {
      throw RequestException.notFound("error.nothing_closed");
    }
    return years.read(tenant, registry.get(), ledger.get(), moment, year, texts);
  }

  /** Every tenant's commitments. */
  Portfolio portfolio(String origin, Texts texts) {
    Moment moment = moment(origin);
    return portfolios.read(
        registry.get(),
        ledger.orElseThrow(() -> RequestException.notFound("error.no_ledger")),
        moment,
        texts);
  }

  /** What is declared, as far as the audience may see it; empty where no database is connected. */
  Optional<EvidenceStore> evidence() {
    return evidence;
  }

  /** What a request is about: the named origin, or the one that a page shows by itself. */
  Moment moment(String requested) {
    if (requested != null) {
      return origins.moment(requested);
    }
    return moments.get("", () -> origins.moment(null));
  }

  private static String key(Moment moment) {
    return moment.isEmpty() ? "" : moment.origin().name();
  }
}

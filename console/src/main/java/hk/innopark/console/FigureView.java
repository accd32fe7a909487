package hk.innopark.console;

import hk.innopark.console.figures.AuditFigures;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.TenantFigures;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.shopfloor.StopReader;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that one audience sees, with answers remembered for it alone. Whatever its sources
 * would give, figures, tenants and ledger are narrowed to the audience here.
 */
final class FigureView {
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Audience audience;
  private final Supplier<Registry> registry;
  private final FigureStore figures;
  private final Optional<LedgerReader> ledger;
  private final Origins origins;
  private final OverviewReader overview;
  private final PlantReader plants;
  private final StopsReader stops;
  private final AnswerCache<Moment> moments = new AnswerCache<>(KEPT);
  private final AnswerCache<byte[]> answers = new AnswerCache<>(KEPT);

  FigureView(Audience audience, Sources sources, Clock clock) {
    this.audience = audience;
    this.registry = () -> narrowed(sources.registry().get());
    this.figures = narrowed(sources.figures());
    this.ledger = sources.ledger().map(database -> new LedgerReader(database, audience.tenant()));
    this.origins = new Origins(figures);
    ElementReader elements = new ElementReader(figures);
    Alerts alerts = new Alerts(figures);
    Commitments commitments =
        audience.isHkstp() ? new LedgerVerdicts(ledger) : new CommitmentReader(elements);
    this.overview = new OverviewReader(elements, alerts, registry, clock, audience);
    this.stops = new StopsReader(figures, elements, sources.ledger().map(StopReader::new), clock);
    this.plants = new PlantReader(figures, elements, commitments, alerts, clock, audience);
  }

  private FigureStore narrowed(FigureStore store) {
    return switch (audience.kind()) {
      case TENANT -> new TenantFigures(store, audience.tenant());
      case HKSTP -> new AuditFigures(store);
      case PLATFORM -> store;
    };
  }

  private Registry narrowed(Registry all) {
    return audience.kind() != Audience.Kind.TENANT
        ? all
        : new Registry(
            all.tenants().stream().filter(tenant -> audience.sees(tenant.id())).toList(),
            all.calendars(),
            all.tariffs(),
            all.factors(),
            all.commitments().stream().filter(c -> audience.sees(c.tenant())).toList(),
            all.declarations().stream().filter(d -> audience.sees(d.tenant())).toList(),
            List.of(),
            List.of(),
            List.of(),
            all.reasons(audience.tenant()));
  }

  Audience audience() {
    return audience;
  }

  /** Reference data that the audience may see. */
  Registry registry() {
    return registry.get();
  }

  /** The ledger, or empty where none is connected. */
  Optional<LedgerReader> ledger() {
    return ledger;
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
        String.join("/", tenant.id(), range.wireName(), texts.language().tag(), key(moment)),
        () -> Answers.json(plants.ofTenant(tenant, promised, moment, range, texts)));
  }

  /** A line's figures as JSON. */
  byte[] line(Tenant tenant, Line line, Range range, String origin, Texts texts) {
    Moment moment = moment(origin);
    return answers.get(
        String.join(
            "/", tenant.id(), line.id(), range.wireName(), texts.language().tag(), key(moment)),
        () -> Answers.json(plants.ofLine(tenant, line, moment, range, texts)));
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

package hk.innopark.console;

import hk.innopark.console.ledger.KnownFigures;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Registry;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The view of each audience, made when it is first asked for: of now, or as known at a moment. */
final class Views {
  private static final int MOST_MOMENTS = 32;

  private final Sources.ByAudience sources;
  private final Clock clock;
  private final Map<Audience, Sources> ofAudiences = new ConcurrentHashMap<>();
  private final Map<Audience, FigureView> views = new ConcurrentHashMap<>();

  /** As known at a moment; those that were asked for last. */
  private final Map<Past, FigureView> past = new RecentlyUsed<>(MOST_MOMENTS);

  private record Past(Audience audience, Instant knownAt) {}

  Views(Sources.ByAudience sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  FigureView of(Audience audience) {
    return views.computeIfAbsent(
        audience,
        wanted ->
            new FigureView(wanted, ofAudiences.computeIfAbsent(wanted, sources::of), clock, null));
  }

  FigureView of(Viewer viewer) {
    return of(viewer.audience());
  }

  /** The view that a request is about: of now, or as known at the moment that it names. */
  FigureView of(Context ctx) {
    Audience audience = Viewer.of(ctx).audience();
    Instant knownAt = KnownAt.of(ctx);
    if (knownAt == null || !knownAt.isBefore(clock.instant())) {
      return of(audience);
    }
    synchronized (past) {
      return past.computeIfAbsent(
          new Past(audience, knownAt), wanted -> asKnown(wanted.audience(), wanted.knownAt()));
    }
  }

  private FigureView asKnown(Audience audience, Instant knownAt) {
    DataSource database =
        ofAudiences
            .computeIfAbsent(audience, sources::of)
            .ledger()
            .orElseThrow(() -> RequestException.notFound("error.no_ledger"));
    Registry registry =
        new RegistryStore(database)
            .findAsKnownAt(knownAt)
            .orElseThrow(() -> RequestException.notFound("error.nothing_known"));
    LedgerReader ledger = new LedgerReader(database, audience.tenant(), knownAt);
    return new FigureView(
        audience,
        new Sources(new KnownFigures(ledger, registry), () -> registry, Optional.of(database)),
        Clock.fixed(knownAt, HongKongTime.ZONE),
        knownAt);
  }
}

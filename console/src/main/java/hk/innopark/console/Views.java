package hk.innopark.console;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The view of each audience, made when it is first asked for. */
final class Views {
  private final Sources.ByAudience sources;
  private final Clock clock;
  private final Map<Audience, FigureView> views = new ConcurrentHashMap<>();

  Views(Sources.ByAudience sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  FigureView of(Audience audience) {
    return views.computeIfAbsent(
        audience, wanted -> new FigureView(wanted, sources.of(wanted), clock));
  }

  FigureView of(Viewer viewer) {
    return of(viewer.audience());
  }
}

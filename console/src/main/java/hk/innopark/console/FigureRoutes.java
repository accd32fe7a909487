package hk.innopark.console;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.events.Ids;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Figures under {@code /api}, and whether the console works under {@code /health}. */
final class FigureRoutes {
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Supplier<Registry> registry;
  private final FigureStore store;
  private final Origins origins;
  private final OverviewReader overview;
  private final PlantReader plants;
  private final AnswerCache<Moment> moments = new AnswerCache<>(KEPT);
  private final AnswerCache<byte[]> answers = new AnswerCache<>(KEPT);

  FigureRoutes(FigureStore store, Supplier<Registry> registry, Clock clock) {
    ElementReader reader = new ElementReader(store);
    this.registry = registry;
    this.store = store;
    this.origins = new Origins(store);
    Alerts alerts = new Alerts(store);
    this.overview = new OverviewReader(reader, alerts, registry, clock);
    this.plants = new PlantReader(store, reader, new CommitmentReader(reader), alerts, clock);
  }

  void addTo(Javalin app) {
    app.get("/api/overview", this::overview);
    app.get("/api/tenants/{tenant}", this::tenant);
    app.get("/api/tenants/{tenant}/lines/{line}", this::line);
    app.get("/health", this::health);
  }

  private void overview(Context ctx) {
    Moment moment = moment(ctx);
    send(ctx, answers.get("/" + key(moment), () -> Answers.json(overview.read(moment))));
  }

  private void tenant(Context ctx) {
    Tenant tenant = tenant(registry.get(), ctx);
    Range range = Range.of(single(ctx, "range"));
    Moment moment = moment(ctx);
    List<Commitment> promised =
        registry.get().commitments().stream()
            .filter(commitment -> commitment.tenant().equals(tenant.id()))
            .toList();
    send(
        ctx,
        answers.get(
            String.join("/", tenant.id(), range.wireName(), key(moment)),
            () -> Answers.json(plants.ofTenant(tenant, promised, moment, range))));
  }

  private void line(Context ctx) {
    Tenant tenant = tenant(registry.get(), ctx);
    Line line = line(tenant, ctx);
    Range range = Range.of(single(ctx, "range"));
    Moment moment = moment(ctx);
    send(
        ctx,
        answers.get(
            String.join("/", tenant.id(), line.id(), range.wireName(), key(moment)),
            () -> Answers.json(plants.ofLine(tenant, line, moment, range))));
  }

  private void health(Context ctx) {
    store.origins();
    send(ctx, Answers.json(Map.of("status", "up")));
  }

  private Moment moment(Context ctx) {
    String requested = single(ctx, "origin");
    if (requested != null) {
      return origins.moment(requested);
    }
    return moments.get("", () -> origins.moment(null));
  }

  private static String key(Moment moment) {
    return moment.isEmpty() ? "" : moment.origin().name();
  }

  static Tenant tenant(Registry registry, Context ctx) {
    String id = id(ctx, "tenant");
    return registry
        .tenant(id)
        .orElseThrow(() -> RequestException.notFound("No tenant " + id + " is registered."));
  }

  static Line line(Tenant tenant, Context ctx) {
    String id = id(ctx, "line");
    return tenant
        .line(id)
        .orElseThrow(
            () ->
                RequestException.notFound(
                    "Tenant " + tenant.id() + " has no line " + id + " registered."));
  }

  private static String id(Context ctx, String name) {
    String id = ctx.pathParam(name);
    if (!Ids.isValid(id)) {
      throw RequestException.badRequest(
          "The " + name + " in the address is not an id: 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return id;
  }

  /** A query parameter's value, or null; more than one is refused. */
  static String single(Context ctx, String name) {
    List<String> values = ctx.queryParams(name);
    if (values.size() > 1) {
      throw RequestException.badRequest("The parameter " + name + " is given more than once.");
    }
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  private static void send(Context ctx, byte[] json) {
    ctx.contentType("application/json").result(json);
  }
}

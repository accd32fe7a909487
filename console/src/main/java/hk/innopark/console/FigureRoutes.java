package hk.innopark.console;

import hk.innopark.events.Ids;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Figures under {@code /api}, and whether the console works under {@code /health}. */
final class FigureRoutes {
  private final Views views;

  FigureRoutes(Views views) {
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/api/overview", this::overview, Rule.FIGURES);
    app.get("/api/tenants/{tenant}", this::tenant, Rule.FIGURES);
    app.get("/api/tenants/{tenant}/lines/{line}", this::line, Rule.LINES);
    app.get("/health", this::health, Rule.PUBLIC);
  }

  private void overview(Context ctx) {
    send(ctx, views.of(ctx).overview(single(ctx, "origin")));
  }

  private void tenant(Context ctx) {
    FigureView view = views.of(ctx);
    Tenant tenant = tenant(view.registry(), ctx);
    Range range = Range.of(ctx);
    send(ctx, view.tenant(tenant, range, single(ctx, "origin"), PageLanguage.texts(ctx)));
  }

  private void line(Context ctx) {
    FigureView view = views.of(ctx);
    Tenant tenant = tenant(view.registry(), ctx);
    Line line = line(tenant, ctx);
    Range range = Range.of(ctx);
    send(ctx, view.line(tenant, line, range, single(ctx, "origin"), PageLanguage.texts(ctx)));
  }

  private void health(Context ctx) {
    views.of(Audience.PLATFORM).requireStore();
    send(ctx, Answers.json(Map.of("status", "up")));
  }

  static Tenant tenant(Registry registry, Context ctx) {
    String id = id(ctx, "tenant");
    return registry.tenant(id).orElseThrow(() -> RequestException.notFound("error.no_tenant", id));
  }

  static Line line(Tenant tenant, Context ctx) {
    String id = id(ctx, "line");
    return tenant
        .line(id)
        .orElseThrow(() -> RequestException.notFound("error.no_line", tenant.id(), id));
  }

  private static String id(Context ctx, String name) {
    String id = ctx.pathParam(name);
    if (!Ids.isValid(id)) {
      throw RequestException.badRequest("error.address_not_id", name);
    }
    return id;
  }

  /** A query parameter's value, or null; more than one, and an empty one, are refused. */
  static String single(Context ctx, String name) {
    List<String> values = ctx.queryParams(name);
    if (values.size() > 1) {
      throw RequestException.badRequest("error.parameter_twice", name);
    }
    if (values.contains("")) {
      throw RequestException.badRequest("error.parameter_empty", name);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static void send(Context ctx, byte[] json) {
    ctx.contentType("application/json").result(json);
  }
}

package hk.innopark.console;

import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
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
    send(ctx, views.of(ctx).overview(Parameters.single(ctx, "origin")));
  }

  private void tenant(Context ctx) {
    FigureView view = views.of(ctx);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Range range = Range.of(ctx);
    send(
        ctx, view.tenant(tenant, range, Parameters.single(ctx, "origin"), PageLanguage.texts(ctx)));
  }

  private void line(Context ctx) {
    FigureView view = views.of(ctx);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Line line = Parameters.line(tenant, ctx);
    Range range = Range.of(ctx);
    send(
        ctx,
        view.line(tenant, line, range, Parameters.single(ctx, "origin"), PageLanguage.texts(ctx)));
  }

  private void health(Context ctx) {
    views.of(Audience.PLATFORM).requireStore();
    Answers.send(ctx, Map.of("status", "up"));
  }

  private static void send(Context ctx, byte[] json) {
    ctx.contentType("application/json").result(json);
  }
}

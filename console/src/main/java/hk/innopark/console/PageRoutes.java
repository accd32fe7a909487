package hk.innopark.console;

import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;

/** The pages about figures, and what every page is made of. */
final class PageRoutes {
  private final Pages pages;
  private final Assets assets = new Assets();
  private final Views views;

  PageRoutes(Pages pages, Views views) {
    this.pages = pages;
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/", ctx -> pages.send(ctx, "overview"), Rule.FIGURES);
    app.get("/tenants/{tenant}", this::tenant, Rule.FIGURES);
    app.get("/tenants/{tenant}/lines/{line}", this::line, Rule.LINES);
    app.get("/tenants/{tenant}/lines/{line}/wall", this::wall, Rule.LINES);
    // it works in the browser alone, for whoever was given a pack
    app.get("/check", ctx -> pages.send(ctx, "check"), Rule.PUBLIC);
    app.get("/assets/{name}", this::asset, Rule.PUBLIC);
    app.get("/favicon.ico", ctx -> ctx.redirect("/assets/icon.svg"), Rule.PUBLIC);
  }

  private void tenant(Context ctx) {
    Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx);
    pages.send(ctx, "plant");
  }

  private void line(Context ctx) {
    requireLine(ctx);
    pages.send(ctx, "plant");
  }

  private void wall(Context ctx) {
    requireLine(ctx);
    pages.send(ctx, "wall");
  }

  private void requireLine(Context ctx) {
    Tenant tenant = Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx);
    Parameters.line(tenant, ctx);
  }

  private void asset(Context ctx) {
    Assets.Asset asset =
        assets
            .named(ctx.pathParam("name"))
            .orElseThrow(() -> RequestException.notFound("error.nothing_here"));
    // asked for again each time, and not sent again while it is the same
    ctx.header("Cache-Control", "no-cache").header("ETag", asset.tag());
    if (asset.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.contentType()).result(asset.content());
    }
  }
}

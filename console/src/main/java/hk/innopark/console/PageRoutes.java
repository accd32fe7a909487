package hk.innopark.console;

import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.function.Supplier;

/** The pages about figures, and what every page is made of. */
final class PageRoutes {
  private final Pages pages;
  private final Assets assets = new Assets();
  private final Supplier<Registry> registry;

  PageRoutes(Pages pages, Supplier<Registry> registry) {
    this.pages = pages;
    this.registry = registry;
  }

  void addTo(Javalin app) {
    app.get("/", ctx -> ctx.html(pages.overview()));
    app.get("/tenants/{tenant}", this::tenant);
    app.get("/tenants/{tenant}/lines/{line}", this::line);
    app.get("/assets/{name}", this::asset);
    app.get("/favicon.ico", ctx -> ctx.redirect("/assets/icon.svg"));
  }

  private void tenant(Context ctx) {
    FigureRoutes.tenant(registry.get(), ctx);
    ctx.html(pages.plant());
  }

  private void line(Context ctx) {
    Tenant tenant = FigureRoutes.tenant(registry.get(), ctx);
    FigureRoutes.line(tenant, ctx);
    ctx.html(pages.plant());
  }

  private void asset(Context ctx) {
    Assets.Asset asset =
        assets
            .named(ctx.pathParam("name"))
            .orElseThrow(() -> RequestException.notFound("There is nothing at this address."));
    // asked for again each time, and not sent again while it is the same
    ctx.header("Cache-Control", "no-cache").header("ETag", asset.tag());
    if (asset.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.contentType()).result(asset.content());
    }
  }
}

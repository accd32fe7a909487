package hk.innopark.console;

import io.javalin.Javalin;
import java.util.List;
import java.util.function.Supplier;

/** The API in words: as OpenAPI, and as a page. */
final class ApiDescriptionRoutes {
  private final Supplier<List<ConsoleServer.Route>> routes;
  private final Pages pages;

  ApiDescriptionRoutes(Supplier<List<ConsoleServer.Route>> routes, Pages pages) {
    this.routes = routes;
    this.pages = pages;
  }

  void addTo(Javalin app) {
    app.get("/developers", ctx -> pages.send(ctx, "api"), Rule.OWN_ACCOUNT);
    app.get(
        "/api/openapi.json",
        ctx -> Answers.send(ctx, ApiDescription.of(routes.get())),
        Rule.PUBLIC);
  }
}

package hk.innopark.console;

import hk.innopark.console.EsgTable.Row;
import hk.innopark.events.Csv;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.action.ActionLog;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Scorecard, a year's environmental figures, and the portfolio: pages and what they read. */
final class CommitmentRoutes {
  private static final List<String> COLUMNS =
      List.of(
          "tenant",
          "year",
          "figure",
          "hkex",
          "gri",
          "value",
          "unit",
          "grade",
          "coverage",
          "closed_share_of_year",
          "method",
          "reason",
          "ledger_rows");

  private final Views views;
  private final Pages pages;
  private final ActionLog actions;

  CommitmentRoutes(Views views, Pages pages, ActionLog actions) {
    this.views = views;
    this.pages = pages;
    this.actions = actions;
  }

  void addTo(Javalin app) {
    app.get("/tenants/{tenant}/scorecard", ctx -> page(ctx, "scorecard"), Rule.LEDGER);
    app.get("/tenants/{tenant}/year", ctx -> page(ctx, "year"), Rule.LEDGER);
    app.get("/portfolio", ctx -> pages.send(ctx, "portfolio"), Rule.PORTFOLIO);
    app.get("/api/tenants/{tenant}/scorecard", this::scorecard, Rule.LEDGER);
    app.get("/api/tenants/{tenant}/year", this::year, Rule.LEDGER);
    app.get("/api/tenants/{tenant}/year.csv", this::csv, Rule.LEDGER);
    app.get("/api/portfolio", this::portfolio, Rule.PORTFOLIO);
  }

  private void page(Context ctx, String page) {
    tenant(ctx);
    pages.send(ctx, page);
  }

  private Tenant tenant(Context ctx) {
    return Parameters.tenant(views.of(ctx).registry(), ctx);
  }

  private void scorecard(Context ctx) {
    boolean mayDeclare = Viewer.of(ctx).mayByPage(Rule.DECLARE) && KnownAt.of(ctx) == null;
    Answers.send(
        ctx,
        views
            .of(ctx)
            .scorecard(
                tenant(ctx),
                Parameters.single(ctx, "origin"),
                mayDeclare,
                PageLanguage.texts(ctx)));
  }

  private EsgTable table(Context ctx) {
    String year = Parameters.single(ctx, "year");
    if (year != null && !year.matches("20[0-9]{2}")) {
      throw RequestException.badRequest("error.not_a_year");
    }
    return views
        .of(ctx)
        .year(
            tenant(ctx),
            Optional.ofNullable(year).map(Year::parse),
            Parameters.single(ctx, "origin"),
            PageLanguage.texts(ctx));
  }

  private void year(Context ctx) {
    Answers.send(ctx, table(ctx));
  }

  private void csv(Context ctx) {
    EsgTable table = table(ctx);
    Texts texts = PageLanguage.texts(ctx);
    StringBuilder text = new StringBuilder(Csv.line(COLUMNS));
    for (Row row : table.rows()) {
      text.append(
          Csv.line(
              List.of(
                  table.tenant(),
                  Integer.toString(table.year()),
                  texts.get("esg." + row.id()),
                  row.hkex(),
                  row.gri(),
                  orEmpty(row.value()),
                  row.unit(),
                  row.grade() == null ? "" : row.grade(),
                  orEmpty(row.coverage()),
                  Double.toString(table.closedShare()),
                  texts.get("esg." + row.id() + ".method"),
                  row.reason() == null ? "" : row.reason(),
                  spans(row.ledger()))));
    }
    actions.append(
        Viewer.of(ctx).action("export", table.tenant(), "year " + table.year() + " as CSV", ""));
    Answers.asFile(ctx, table.tenant() + "-" + table.year() + ".csv")
        .contentType("text/csv;charset=utf-8")
        .result(text.toString());
  }

  private static String orEmpty(Double value) {
    return value == null ? "" : value.toString();
  }

  private static String spans(List<List<Long>> spans) {
    return spans.stream()
        .map(
            span ->
                span.get(0).equals(span.get(1))
                    ? span.get(0).toString()
                    : span.get(0) + " to " + span.get(1))
        .collect(Collectors.joining("; "));
  }

  private void portfolio(Context ctx) {
    Answers.send(
        ctx, views.of(ctx).portfolio(Parameters.single(ctx, "origin"), PageLanguage.texts(ctx)));
  }
}

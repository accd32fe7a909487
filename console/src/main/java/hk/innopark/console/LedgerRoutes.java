package hk.innopark.console;

import hk.innopark.console.figures.Origin;
import hk.innopark.console.ledger.AuditRows;
import hk.innopark.console.ledger.LedgerFilter;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.ledger.StoredRow;
import hk.innopark.registry.action.ActionLog;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** The audit page and what it reads. */
final class LedgerRoutes {
  private static final int MOST_PAGES = 1_000;

  private final Views views;
  private final Pages pages;
  private final ActionLog actions;
  private final RateLimit verifications = new RateLimit(10, Duration.ofMinutes(1));

  LedgerRoutes(Views views, Pages pages, ActionLog actions) {
    this.views = views;
    this.pages = pages;
    this.actions = actions;
  }

  void addTo(Javalin app) {
    app.get("/audit", ctx -> pages.send(ctx, "audit"), Rule.LEDGER);
    app.get(
        "/audit/{tenant}/{origin}/{seq}",
        ctx -> {
          Parameters.pathId(ctx, "tenant");
          origin(ctx);
          seq(ctx);
          pages.send(ctx, "entry");
        },
        Rule.LEDGER);
    app.get("/api/ledger/chains", this::chains, Rule.LEDGER);
    app.get("/api/ledger/rows", this::rows, Rule.LEDGER);
    app.get("/api/ledger/rows/{tenant}/{origin}/{seq}", this::row, Rule.LEDGER);
    app.get("/api/ledger/periods/{tenant}/{origin}", this::period, Rule.LEDGER);
    app.get("/api/ledger/verification/{tenant}/{origin}", this::verification, Rule.LEDGER);
  }

  private void chains(Context ctx) {
    Optional<LedgerReader> ledger = views.of(Viewer.of(ctx)).ledger();
    Answers.send(
        ctx,
        ledger.isEmpty()
            ? Map.of("connected", false)
            : Map.of("connected", true, "chains", ledger.get().chains(KnownAt.of(ctx))));
  }

  private void rows(Context ctx) {
    String tenant = Parameters.id(ctx, "tenant");
    String origin = Parameters.origin(ctx);
    String measurement = Parameters.id(ctx, "measurement");
    String grain = Parameters.grain(ctx);
    String revised = Parameters.single(ctx, "revised");
    if (revised != null && !revised.equals("true")) {
      throw RequestException.badRequest("error.parameter_not_true", "revised");
    }
    LedgerFilter filter =
        new LedgerFilter(
            tenant,
            origin,
            measurement,
            grain,
            revised == null ? LedgerFilter.Revisions.ALL : LedgerFilter.Revisions.CORRECTIONS,
            KnownAt.of(ctx));
    if (tenant != null && !Viewer.of(ctx).audience().sees(tenant)) {
      throw RequestException.notFound("error.no_chain");
    }
    Answers.send(
        ctx, connected(ctx).rows(filter, page(ctx)).stream().map(row -> shown(row, ctx)).toList());
  }

  private void row(Context ctx) {
    String tenant = Parameters.pathId(ctx, "tenant");
    String origin = origin(ctx);
    long seq = seq(ctx);
    Answers.send(
        ctx,
        connected(ctx)
            .row(tenant, origin, seq)
            .map(row -> shown(row, ctx))
            .orElseThrow(() -> RequestException.notFound("error.no_row", tenant, origin, seq)));
  }

  /** A closed month or day of a tenant, as it is or was known. */
  private void period(Context ctx) {
    String tenant = Parameters.pathId(ctx, "tenant");
    String origin = origin(ctx);
    String period = Parameters.single(ctx, "period");
    if (period == null || !period.matches("\\d{4}-\\d{2}(-\\d{2})?")) {
      throw RequestException.badRequest("error.parameter_not_period");
    }
    boolean isMonth = period.length() == 7;
    LocalDate first;
    try {
      first = LocalDate.parse(isMonth ? period + "-01" : period);
    } catch (DateTimeParseException e) {
      throw RequestException.badRequest("error.parameter_not_period");
    }
    Instant start = first.atStartOfDay(HongKongTime.ZONE).toInstant();
    Answers.send(
        ctx,
        connected(ctx)
            .closedAt(KnownAt.of(ctx))
            .period(tenant, origin, isMonth ? "month" : "day", start)
            .stream()
            .map(row -> shown(row, ctx))
            .toList());
  }

  private void verification(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    String tenant = Parameters.pathId(ctx, "tenant");
    String origin = origin(ctx);
    LedgerReader ledger = connected(ctx);
    verifications.count(viewer.name());
    actions.append(viewer.action("verify", tenant, origin, ""));
    Answers.send(ctx, ledger.verify(tenant, origin));
  }

  private static StoredRow shown(StoredRow row, Context ctx) {
    return Viewer.of(ctx).audience().isHkstp() ? AuditRows.of(row) : row;
  }

  private LedgerReader connected(Context ctx) {
    return views
        .of(Viewer.of(ctx))
        .ledger()
        .orElseThrow(() -> RequestException.notFound("error.no_ledger"));
  }

  private static String origin(Context ctx) {
    String origin = ctx.pathParam("origin");
    if (!Origin.isValid(origin)) {
      throw RequestException.badRequest("error.address_not_origin");
    }
    return origin;
  }

  private static long seq(Context ctx) {
    String seq = ctx.pathParam("seq");
    if (!seq.matches("[1-9][0-9]{0,17}")) {
      throw RequestException.badRequest("error.address_not_row");
    }
    return Long.parseLong(seq);
  }

  private static int page(Context ctx) {
    String page = Parameters.single(ctx, "page");
    if (page == null) {
      return 0;
    }
    if (!page.matches("[0-9]{1,4}") || Integer.parseInt(page) > MOST_PAGES) {
      throw RequestException.badRequest("error.parameter_not_number", "page", 0, MOST_PAGES);
    }
    return Integer.parseInt(page);
  }
}

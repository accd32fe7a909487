package hk.innopark.console;

import hk.innopark.console.shopfloor.AnnotationStore;
import hk.innopark.console.shopfloor.Said;
import hk.innopark.events.Annotation;
import hk.innopark.events.Ids;
import hk.innopark.registry.action.ActionLog;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;

/** A line's stops: the page, what it reads, and saying why a machine stood. */
final class StopRoutes {
  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final int MOST_DAYS = 9;

  private final Views views;
  private final Pages pages;
  private final AnnotationStore annotations;
  private final ActionLog actions;

  StopRoutes(Views views, Pages pages, AnnotationStore annotations, ActionLog actions) {
    this.views = views;
    this.pages = pages;
    this.annotations = annotations;
    this.actions = actions;
  }

  void addTo(Javalin app) {
    app.get("/tenants/{tenant}/lines/{line}/stops", this::page, Rule.LINES);
    app.get("/api/tenants/{tenant}/lines/{line}/stops", this::stops, Rule.LINES);
    app.post("/api/tenants/{tenant}/lines/{line}/annotations", this::annotate, Rule.STOPS);
  }

  private void page(Context ctx) {
    Tenant tenant = Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx);
    Parameters.line(tenant, ctx);
    pages.send(ctx, "stops");
  }

  private void stops(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    FigureView view = views.of(viewer);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Line line = Parameters.line(tenant, ctx);
    Moment moment = view.moment(Parameters.single(ctx, "origin"));
    boolean mayName = viewer.mayByPage(Rule.STOPS);
    Answers.send(
        ctx,
        view.stops().read(view.registry(), tenant, line, moment, days(ctx, moment, view), mayName));
  }

  /** The local days that are asked for: today, or so many up to and with a day. */
  private static Period days(Context ctx, Moment moment, FigureView view) {
    String day = Parameters.single(ctx, "day");
    String days = Parameters.single(ctx, "days");
    if (days != null && (!days.matches("[1-9]") || Integer.parseInt(days) > MOST_DAYS)) {
      throw RequestException.badRequest("error.parameter_not_number", "days", 1, MOST_DAYS);
    }
    Instant now = moment.isEmpty() ? view.stops().now() : moment.asOf();
    LocalDate last = now.atZone(HongKongTime.ZONE).toLocalDate();
    if (day != null) {
      try {
        last = LocalDate.parse(day, DateTimeFormatter.ofPattern("uuuu-MM-dd"));
      } catch (DateTimeException notADay) {
        throw RequestException.badRequest("error.parameter_not_date", "day");
      }
    }
    LocalDate first = last.minusDays(days == null ? 0 : Integer.parseInt(days) - 1L);
    return new Period(
        first.atStartOfDay(HongKongTime.ZONE).toInstant(),
        last.plusDays(1).atStartOfDay(HongKongTime.ZONE).toInstant());
  }

  private void annotate(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    FigureView view = views.of(viewer);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Line line = Parameters.line(tenant, ctx);
    JsonBody body = JsonBody.of(ctx);
    Said said = said(body, tenant, line, view, viewer);
    annotations.append(said);
    actions.append(
        viewer.action(
            said.reason() != null
                ? "name stop"
                : said.replaces() != null ? "take back name of stop" : "comment on stop",
            tenant.id(),
            "%s/%s, %s to %s".formatted(line.id(), said.machine(), said.from(), said.to()),
            said.reason() == null ? "" : said.reason()));
    ctx.status(202);
    Answers.send(ctx, Map.of("id", said.id()));
  }

  private Said said(JsonBody body, Tenant tenant, Line line, FigureView view, Viewer viewer) {
    String machine = machine(body.text("machine"), line);
    String origin = body.origin();
    Instant from = Instant.ofEpochMilli(body.millis("from"));
    Instant to = Instant.ofEpochMilli(body.millis("to"));
    checkTime(from, to, view);
    String reason = body.textOrNull("reason");
    if (reason != null && view.registry().standardReason(tenant.id(), reason).isEmpty()) {
      throw RequestException.badRequest("error.stop_reason");
    }
    String comment = body.textOrNull("comment");
    if (comment != null && (comment.isBlank() || comment.length() > Annotation.MOST_COMMENT)) {
      throw RequestException.badRequest("error.stop_comment", Annotation.MOST_COMMENT);
    }
    String replaces = body.textOrNull("replaces");
    String place = tenant.id() + '/' + line.id() + '/' + machine;
    if (replaces != null
        && (!Ids.isValid(replaces)
            || annotations.placeOf(replaces).filter(place::equals).isEmpty())) {
      throw RequestException.badRequest("error.stop_replaces");
    }
    if (reason == null && comment == null && replaces == null) {
      throw RequestException.badRequest("error.stop_nothing");
    }
    return new Said(
        UUID.randomUUID().toString(),
        tenant.estate(),
        tenant.id(),
        line.id(),
        machine,
        origin,
        from,
        to,
        reason,
        comment == null ? null : comment.strip(),
        replaces,
        viewer.name(),
        viewer.grant().role().wireName(),
        viewer.address(),
        null);
  }

  private static void checkTime(Instant from, Instant to, FigureView view) {
    if (!from.isBefore(to) || Duration.between(from, to).toMillis() > Annotation.LONGEST_MILLIS) {
      throw RequestException.badRequest("error.stop_time");
    }
    if (from.isBefore(view.stops().nameableFrom())) {
      throw RequestException.badRequest("error.stop_old");
    }
    if (from.isAfter(view.stops().now().plus(AHEAD))) {
      throw RequestException.badRequest("error.stop_future");
    }
  }

  private static String machine(String id, Line line) {
    for (Machine machine : line.machines()) {
      if (machine.id().machine().equals(id)) {
        return id;
      }
    }
    throw RequestException.badRequest("error.stop_machine");
  }
}

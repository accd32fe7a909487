package hk.innopark.console;

import com.fasterxml.jackson.databind.util.RawValue;
import hk.innopark.console.access.Access;
import hk.innopark.console.alerts.AlertFilter;
import hk.innopark.console.alerts.AlertLog;
import hk.innopark.console.alerts.LoggedAlert;
import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.lookup.AlertNames;
import hk.innopark.registry.model.Registry;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Alerts, who was told of them, and acknowledging them. */
final class AlertRoutes {
  private static final int LONGEST_NOTE = 500;
  private static final List<String> COLUMNS =
      List.of(
          "key",
          "state",
          "kind",
          "severity",
          "estate",
          "tenant",
          "line",
          "machine",
          "signal",
          "origin",
          "since",
          "raised_at",
          "cleared_at",
          "value",
          "threshold",
          "unit",
          "text",
          "acknowledged_at",
          "acknowledged_by",
          "note");

  private final Views views;
  private final Pages pages;
  private final Access access;

  AlertRoutes(Views views, Pages pages, Access access) {
    this.views = views;
    this.pages = pages;
    this.access = access;
  }

  void addTo(Javalin app) {
    app.get("/alerts", ctx -> pages.send(ctx, "alert-log"), Rule.LINES);
    app.get(
        "/alerts/{key}",
        ctx -> {
          found(ctx);
          pages.send(ctx, "alert-log");
        },
        Rule.LINES);
    app.get("/api/alerts", this::alerts, Rule.LINES);
    app.get("/api/alerts/{key}", this::alert, Rule.LINES);
    app.post("/api/alerts/{key}/acknowledgement", this::acknowledge, Rule.ACKNOWLEDGE);
  }

  private void alerts(Context ctx) {
    ApiListing listing = ApiListing.of(ctx, COLUMNS);
    AlertFilter filter =
        new AlertFilter(
            Parameters.id(ctx, "tenant"),
            Parameters.id(ctx, "line"),
            kind(ctx),
            Parameters.origin(ctx),
            state(ctx),
            listing.before());
    FigureView view = views.of(Viewer.of(ctx));
    Registry registry = view.registry();
    Texts texts = PageLanguage.texts(ctx);
    log(view)
        .each(
            filter,
            listing.wanted(),
            alert -> listing.add(Long.toString(alert.id()), shown(alert, registry, texts)));
    listing.end();
  }

  private void alert(Context ctx) {
    send(ctx, found(ctx));
  }

  private void acknowledge(Context ctx) {
    LoggedAlert alert = found(ctx);
    Viewer viewer = Viewer.of(ctx);
    String note = JsonBody.of(ctx).textOrNull("note");
    if (note != null && note.length() > LONGEST_NOTE) {
      throw RequestException.badRequest("error.note_long", LONGEST_NOTE);
    }
    boolean isFirst =
        access
            .acknowledgements()
            .acknowledge(alert.key(), alert.alert().tenant(), viewer.name(), note);
    if (!isFirst) {
      throw RequestException.conflict("error.acknowledged_already");
    }
    access
        .actions()
        .append(
            viewer.action(
                "acknowledge alert",
                alert.alert().tenant(),
                alert.alert().kind().wireName() + " " + alert.alert().entity(),
                note == null ? "" : note));
    send(ctx, found(ctx));
  }

  private void send(Context ctx, LoggedAlert alert) {
    Registry registry = views.of(Viewer.of(ctx)).registry();
    Answers.send(ctx, shown(alert, registry, PageLanguage.texts(ctx)));
  }

  private LoggedAlert found(Context ctx) {
    String key = ctx.pathParam("key");
    Optional<LoggedAlert> alert =
        key.matches("[0-9a-f]{32}") ? log(views.of(Viewer.of(ctx))).withKey(key) : Optional.empty();
    return alert.orElseThrow(() -> RequestException.notFound("error.no_alert"));
  }

  private static AlertLog log(FigureView view) {
    return view.alertLog().orElseThrow(() -> RequestException.unavailable("error.no_alert_log"));
  }

  private static String kind(Context ctx) {
    String kind = Parameters.single(ctx, "kind");
    if (kind != null && AlertKind.byWireName(kind).isEmpty()) {
      throw RequestException.badRequest("error.parameter_not_alert_kind");
    }
    return kind;
  }

  private static AlertFilter.State state(Context ctx) {
    String state = Parameters.single(ctx, "state");
    if (state == null) {
      return null;
    }
    for (AlertFilter.State one : AlertFilter.State.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(state)) {
        return one;
      }
    }
    throw RequestException.badRequest(
        "error.parameter_not_one_of", "state", "active, open, cleared");
  }

  /** The sentence says lines and machines as the registry names them. */
  private static Map<String, Object> shown(LoggedAlert logged, Registry registry, Texts texts) {
    Alert alert = logged.alert();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("key", logged.key());
    members.put("state", alert.isActive() ? "active" : "cleared");
    members.putAll(alert.members());
    members.put("text", AlertNames.of(registry, alert).in(alert).text(texts));
    members.put(
        "acknowledged_at",
        logged.acknowledgedAt() == null ? null : logged.acknowledgedAt().toEpochMilli());
    members.put("acknowledged_by", logged.acknowledgedBy());
    members.put("note", logged.note());
    members.put("deliveries", new RawValue(logged.deliveries()));
    return members;
  }
}

package hk.innopark.console;

import hk.innopark.console.devices.DeviceCredentials.Credential;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.events.Signal;
import hk.innopark.registry.AccessControl;
import hk.innopark.registry.Importer;
import hk.innopark.registry.MachineDraft;
import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistryImport;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.action.ActionLog;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connecting devices: the page, what devices say, and new entries of the registry. */
final class DeviceRoutes {
  /** From an import to its effect, as the database sets it. */
  private static final Duration UNTIL_EFFECT = Duration.ofMinutes(7);

  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "sample_period",
          "stale_after",
          "rated_kw",
          "ideal_cycle",
          "meters",
          "mapping",
          "micro_stop",
          "power_reporting",
          "expected_from");

  private final Views views;
  private final Pages pages;
  private final Onboarding onboarding;
  private final ActionLog actions;
  private final Clock clock;

  DeviceRoutes(Views views, Pages pages, Onboarding onboarding, ActionLog actions, Clock clock) {
    this.views = views;
    this.pages = pages;
    this.onboarding = onboarding;
    this.actions = actions;
    this.clock = clock;
  }

  void addTo(Javalin app) {
    app.get("/tenants/{tenant}/devices", this::page, Rule.CONNECT);
    app.get("/api/tenants/{tenant}/devices", this::devices, Rule.CONNECT);
    app.get("/api/tenants/{tenant}/lines/{line}/device", this::device, Rule.CONNECT);
    app.post("/api/tenants/{tenant}/registry/draft", this::draft, Rule.CONNECT);
    app.post("/api/tenants/{tenant}/registry", this::importDraft, Rule.CONNECT);
    app.get("/api/tenants/{tenant}/registry", this::history, Rule.CONNECT);
    app.post("/api/tenants/{tenant}/lines/{line}/credentials", this::credentials, Rule.CONNECT);
  }

  private void page(Context ctx) {
    tenant(ctx);
    pages.send(ctx, "devices");
  }

  private void devices(Context ctx) {
    Tenant tenant = tenant(ctx);
    FigureView view = views.of(Viewer.of(ctx));
    send(
        ctx,
        new DeviceWatch(view, clock)
            .all(tenant, onboarding.registry().isPresent(), onboarding.credentials().isPresent()));
  }

  private void device(Context ctx) {
    Tenant tenant = tenant(ctx);
    Machine machine = machine(Parameters.line(tenant, ctx), Parameters.single(ctx, "machine"));
    FigureView view = views.of(Viewer.of(ctx));
    send(ctx, new DeviceWatch(view, clock).of(machine));
  }

  private void draft(Context ctx) {
    Tenant tenant = tenant(ctx);
    Registry known = views.of(Audience.PLATFORM).registry();
    MachineDraft draft = read(JsonBody.of(ctx), tenant);
    MachineDraft.Outcome outcome = draft.in(known);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("problems", outcome.problems());
    answer.put("warnings", outcome.warnings());
    if (outcome.registry() != null) {
      answer.put("yaml", draft.yaml(outcome.registry()));
      answer.put("difference", Differences.of(known, outcome.registry(), tenant.id()));
      answer.put("version", RegistryYaml.version(known));
      answer.put("effectiveFrom", effective().toEpochMilli());
    }
    send(ctx, answer);
  }

  private Instant effective() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(UNTIL_EFFECT);
  }

  private void importDraft(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    Tenant tenant = tenant(ctx);
    JsonBody body = JsonBody.of(ctx);
    MachineDraft draft = read(body, tenant);
    String version = body.text("version");
    RegistryImport done;
    try {
      done =
          onboarding
              .registry()
              .orElseThrow(() -> RequestException.notFound("error.no_import"))
              .importChange(before -> changed(draft, version, before), Importer.CONSOLE);
    } catch (RegistryException refused) {
      throw RequestException.badRequest("error.draft", refused.problems().get(0));
    }
    if (!done.isNoOp()) {
      actions.append(
          viewer.action(
              "import registry",
              tenant.id(),
              done.version(),
              draft.line() + '/' + draft.fields().getOrDefault("id", "")));
      onboarding.imported().run();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", done.version());
    answer.put("changed", !done.isNoOp());
    answer.put("effectiveFrom", effectiveMillis(done.effectiveFrom()));
    send(ctx, answer);
  }

  /** What somebody else imported since the difference was shown is not overwritten unseen. */
  private static Registry changed(MachineDraft draft, String version, Optional<Registry> before) {
    Registry known = before.orElseThrow(() -> RequestException.notFound("error.no_import"));
    if (!RegistryYaml.version(known).equals(version)) {
      throw RequestException.conflict("error.registry_changed");
    }
    MachineDraft.Outcome outcome = draft.in(known);
    if (outcome.registry() == null) {
      throw RequestException.badRequest("error.draft", outcome.problems().get(0).problem());
    }
    return outcome.registry();
  }

  private void history(Context ctx) {
    Tenant tenant = tenant(ctx);
    FigureView view = views.of(Viewer.of(ctx));
    send(ctx, Map.of("versions", new RegistryHistory(view, actions).of(tenant.id())));
  }

  private void credentials(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    Tenant tenant = tenant(ctx);
    Machine machine = machine(Parameters.line(tenant, ctx), JsonBody.of(ctx).text("machine"));
    Map<String, Object> answer = new LinkedHashMap<>();
    String user = AccessControl.deviceUserName(machine);
    answer.put("user", user);
    if (onboarding.credentials().isPresent()) {
      try {
        Optional<Credential> made = onboarding.credentials().get().make(user);
        made.ifPresent(
            credential -> {
              answer.put("password", credential.password());
              answer.put("broker", credential.broker());
              actions.append(viewer.action("make device credentials", tenant.id(), user, ""));
            });
      } catch (IOException unwritable) {
        throw new UncheckedIOException("credentials cannot be kept", unwritable);
      }
    }
    send(ctx, answer);
  }

  private static MachineDraft read(JsonBody body, Tenant tenant) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : FIELDS) {
      String text = body.textOrNull(field);
      if (text != null) {
        fields.put(field, text);
      }
    }
    String line = body.textOrNull("line");
    return new MachineDraft(
        tenant.id(),
        line == null ? "" : line,
        Optional.ofNullable(body.textOrNull("line_name")).orElse(""),
        Optional.ofNullable(body.textOrNull("calendar")).orElse(""),
        fields);
  }

  private Tenant tenant(Context ctx) {
    return Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx);
  }

  private static Machine machine(Line line, String id) {
    return line.machines().stream()
        .filter(one -> one.id().machine().equals(id))
        .findFirst()
        .orElseThrow(() -> RequestException.notFound("error.nothing_here"));
  }

  /** Null of the first version, which always applied. */
  static Long effectiveMillis(Instant from) {
    return from == null || from.equals(RegistryVersion.ALWAYS) ? null : from.toEpochMilli();
  }

  /** The signals that there are, for a form. */
  static List<String> signals() {
    return java.util.Arrays.stream(Signal.values()).map(Signal::wireName).toList();
  }

  private static void send(Context ctx, Object answer) {
    // a password may be in it
    ctx.header("Cache-Control", "no-store");
    Answers.send(ctx, answer);
  }
}

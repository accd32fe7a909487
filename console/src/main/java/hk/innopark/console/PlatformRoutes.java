package hk.innopark.console;

import hk.innopark.console.devices.DeviceReader;
import hk.innopark.console.devices.DeviceReader.Last;
import hk.innopark.console.devices.DeviceReader.RefusedCount;
import hk.innopark.console.platform.CheckpointReader;
import hk.innopark.console.platform.GatewayReader;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What who runs the platform sees of all tenants' devices, of gateways and of the job. */
final class PlatformRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformRoutes.class);

  private final Views views;
  private final Pages pages;
  private final PlatformServers servers;
  private final GatewayReader gateways;
  private final CheckpointReader checkpoints = new CheckpointReader();
  private final Clock clock;

  PlatformRoutes(Views views, Pages pages, PlatformServers servers, Clock clock) {
    this.views = views;
    this.pages = pages;
    this.servers = servers;
    this.gateways = new GatewayReader(clock);
    this.clock = clock;
  }

  void addTo(Javalin app) {
    app.get("/devices", this::page, Rule.CONNECT);
    app.get("/api/platform", this::platform, Rule.PLATFORM);
  }

  /** A tenant's engineer is led to the tenant's own page. */
  private void page(Context ctx) {
    String tenant = Viewer.of(ctx).grant().tenant();
    if (tenant == null) {
      pages.send(ctx, "platform");
    } else {
      ctx.redirect("/tenants/" + tenant + "/devices");
    }
  }

  private void platform(Context ctx) {
    FigureView view = views.of(Viewer.of(ctx));
    DeviceReader devices =
        view.devices().orElseThrow(() -> RequestException.unavailable("error.no_ledger"));
    List<RefusedCount> refused = devices.refusedOfTheDay();
    Moment moment = view.moment(null);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("now", clock.millis());
    answer.put("figuresTo", moment.isEmpty() ? null : moment.asOf().toEpochMilli());
    answer.put(
        "tenants",
        view.registry().tenants().stream().map(one -> tenant(one, devices, refused)).toList());
    answer.put("gateways", servers.gateways().get().map(gateways::read).orElse(null));
    answer.put("flink", flink());
    answer.put("refusedOfNobody", refused.stream().filter(one -> one.tenant() == null).toList());
    Answers.send(ctx, answer);
  }

  /** Jobs and their checkpoints; null where no Flink is named. */
  private Map<String, Object> flink() {
    URI flink = servers.flink().get().orElse(null);
    if (flink == null) {
      return null;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      answer.put("jobs", checkpoints.read(flink));
    } catch (IOException away) {
      LOG.debug("Flink does not answer", away);
      answer.put("jobs", null);
    }
    answer.put("address", flink.getAuthority());
    return answer;
  }

  private Map<String, Object> tenant(
      Tenant tenant, DeviceReader devices, List<RefusedCount> refused) {
    Map<String, Last> last = new HashMap<>();
    devices.last(tenant.id()).forEach(one -> last.put(one.line() + '/' + one.machine(), one));
    long now = clock.millis();
    int speaking = 0;
    List<String> silent = new ArrayList<>();
    int never = 0;
    Long newest = null;
    for (Line line : tenant.lines()) {
      for (Machine machine : line.machines()) {
        Last said = last.get(line.id() + '/' + machine.id().machine());
        if (said == null) {
          never++;
        } else if (now - said.receivedAtMillis() > machine.staleAfter().toMillis()) {
          silent.add(line.id() + '/' + machine.id().machine());
        } else {
          speaking++;
        }
        if (said != null && (newest == null || said.receivedAtMillis() > newest)) {
          newest = said.receivedAtMillis();
        }
      }
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", tenant.id());
    shown.put("name", tenant.name());
    shown.put("speaking", speaking);
    shown.put("silent", silent);
    shown.put("never", never);
    shown.put("newest", newest);
    shown.put(
        "refused",
        refused.stream().filter(one -> Objects.equals(one.tenant(), tenant.id())).toList());
    return shown;
  }
}

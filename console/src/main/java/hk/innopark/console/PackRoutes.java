package hk.innopark.console;

import hk.innopark.console.ledger.LedgerStoreException;
import hk.innopark.console.pack.Evidence;
import hk.innopark.console.pack.EvidencePack;
import hk.innopark.registry.action.ActionLog;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerException;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Evidence packs of a tenant's month, signed with the ledger's key where the console has it. A pack
 * holds whole rows, counts included, so it is for those alone who may see them.
 */
final class PackRoutes {
  private final Views views;
  private final Optional<NoteSigner> signer;
  private final ActionLog actions;
  private final Clock clock;
  private final RateLimit packs = new RateLimit(6, Duration.ofMinutes(1));

  PackRoutes(Views views, Optional<NoteSigner> signer, ActionLog actions, Clock clock) {
    this.views = views;
    this.signer = signer;
    this.actions = actions;
    this.clock = clock;
  }

  void addTo(Javalin app) {
    app.get("/api/tenants/{tenant}/evidence/{month}", this::pack, Rule.EXPORT);
  }

  private void pack(Context ctx) {
    FigureView view = views.of(ctx);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    YearMonth month = month(ctx);
    NoteSigner key = signer.orElseThrow(() -> RequestException.notFound("error.no_ledger_key"));
    DataSource database =
        view.database().orElseThrow(() -> RequestException.notFound("error.no_ledger"));
    String origin = view.originOr(Parameters.single(ctx, "origin"));
    if (origin == null) {
      throw RequestException.notFound("error.nothing_closed");
    }
    Viewer viewer = Viewer.of(ctx);
    packs.count(viewer.name());
    byte[] pack;
    try {
      LedgerStore ledger = new LedgerStore(database);
      Evidence evidence =
          Evidence.of(
              ledger,
              new LedgerChain(tenant.id(), origin),
              month,
              view.registry(),
              KnownAt.of(ctx),
              clock.instant().truncatedTo(ChronoUnit.SECONDS));
      pack = EvidencePack.of(evidence, ledger, key);
    } catch (LedgerException unreadable) {
      throw new LedgerStoreException(
          "The ledger cannot be read: " + unreadable.getMessage(), unreadable);
    } catch (IOException full) {
      throw new IllegalStateException("an evidence pack cannot be made", full);
    }
    actions.append(viewer.action("export", tenant.id(), "evidence pack " + month, ""));
    Answers.asFile(ctx, tenant.id() + "-" + month + ".zip")
        .contentType("application/zip")
        .result(pack);
  }

  private static YearMonth month(Context ctx) {
    String month = ctx.pathParam("month");
    if (!month.matches("20[0-9]{2}-(0[1-9]|1[0-2])")) {
      throw RequestException.badRequest("error.parameter_not_period");
    }
    return YearMonth.parse(month);
  }
}

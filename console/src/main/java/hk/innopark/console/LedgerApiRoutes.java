package hk.innopark.console;

import com.fasterxml.jackson.databind.util.RawValue;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.ledger.AuditRows;
import hk.innopark.console.ledger.LedgerFilter;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.ledger.LedgerReader.Position;
import hk.innopark.console.ledger.StoredRow;
import hk.innopark.events.Ids;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of the ledger for programs, chain by chain, in the order of their numbers. */
final class LedgerApiRoutes {
  private static final List<String> COLUMNS = columns();

  private final Views views;

  LedgerApiRoutes(Views views) {
    this.views = views;
  }

  /** Those of the ledger, and when a row was recorded, before what chains it. */
  private static List<String> columns() {
    List<String> columns = new ArrayList<>(LedgerJson.NAMES);
    columns.add(columns.indexOf("previous_hash"), "recorded_at");
    return List.copyOf(columns);
  }

  void addTo(Javalin app) {
    app.get("/api/ledger", this::rows, Rule.LEDGER);
  }

  private void rows(Context ctx) {
    ApiListing listing = ApiListing.of(ctx, COLUMNS);
    LedgerFilter filter =
        new LedgerFilter(
            Parameters.id(ctx, "tenant"),
            Parameters.origin(ctx),
            Parameters.id(ctx, "measurement"),
            Parameters.grain(ctx),
            LedgerFilter.Revisions.ALL,
            null);
    LedgerReader ledger =
        views
            .of(Viewer.of(ctx))
            .ledger()
            .orElseThrow(() -> RequestException.unavailable("error.no_ledger"));
    Position after = listing.cursor().map(LedgerApiRoutes::position).orElse(Position.BEGINNING);
    boolean isHkstp = Viewer.of(ctx).audience().isHkstp();
    ledger.each(
        filter,
        after,
        listing.wanted(),
        row -> listing.add(text(row), shown(isHkstp ? AuditRows.of(row) : row)));
    listing.end();
  }

  private static String text(StoredRow stored) {
    LedgerEntry entry = stored.row().entry();
    return String.join(" ", entry.tenant(), entry.origin(), Long.toString(stored.row().seq()));
  }

  private static Position position(String cursor) {
    String[] parts = cursor.split(" ", -1);
    if (parts.length != 3
        || !Ids.isValid(parts[0])
        || !Origin.isValid(parts[1])
        || !parts[2].matches("[0-9]{1,18}")) {
      throw ApiListing.noSuchCursor();
    }
    return new Position(parts[0], parts[1], Long.parseLong(parts[2]));
  }

  private static Map<String, Object> shown(StoredRow stored) {
    LedgerEntry entry = stored.row().entry();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tenant", entry.tenant());
    members.put("origin", entry.origin());
    members.put("seq", stored.row().seq());
    members.put("line", entry.line());
    members.put("measurement", entry.measurement());
    members.put("grain", entry.grain());
    members.put("period_start", entry.periodStartMillis());
    members.put("period_end", entry.periodEndMillis());
    members.put("revision", entry.revision());
    members.put("elements", new RawValue(entry.elements()));
    members.put("figures", new RawValue(entry.figures()));
    members.put("coverage", entry.coverage());
    members.put("code_version", entry.codeVersion());
    members.put("registry_version", entry.registryVersion());
    members.put("factor_ids", entry.factorIds());
    members.put("raw_messages", entry.rawMessages());
    members.put("raw_digest", entry.rawDigest());
    members.put("reason", entry.reason());
    members.put("recorded_at", stored.recordedAt());
    members.put("previous_hash", stored.row().previousHash());
    members.put("hash", stored.row().hash());
    return members;
  }
}

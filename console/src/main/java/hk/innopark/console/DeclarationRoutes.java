package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.evidence.EvidenceStore.Author;
import hk.innopark.console.evidence.EvidenceStore.Document;
import hk.innopark.console.evidence.EvidenceStore.Kept;
import hk.innopark.console.evidence.EvidenceStore.Statement;
import hk.innopark.registry.lookup.Declarations;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Declaring, with documents, and withdrawing; nothing that was declared is ever changed. */
final class DeclarationRoutes {
  private static final String METRIC = "[a-z0-9_]{1,64}";
  private static final String PERIOD = "[0-9]{4}(-(0[1-9]|1[0-2]))?";
  private static final int MOST_DIGITS = 18;

  private final Views views;
  private final Access access;
  private final RateLimit uploads = new RateLimit(30, Duration.ofMinutes(10));

  DeclarationRoutes(Views views, Access access) {
    this.views = views;
    this.access = access;
  }

  void addTo(Javalin app) {
    app.post("/api/tenants/{tenant}/documents", this::upload, Rule.DECLARE);
    app.post("/api/tenants/{tenant}/declarations", this::declare, Rule.DECLARE);
    app.post("/api/tenants/{tenant}/declarations/{seq}/withdrawal", this::withdraw, Rule.DECLARE);
    app.get("/api/tenants/{tenant}/documents/{sha256}", this::document, Rule.LEDGER);
  }

  private void upload(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    String tenant = tenant(ctx);
    uploads.count(viewer.name());
    String name = Parameters.single(ctx, "name");
    if (name == null || name.length() > 200 || name.chars().anyMatch(c -> c < ' ')) {
      throw RequestException.badRequest("error.not_a_file_name");
    }
    byte[] content;
    try {
      // not by way of the body, which is for small things
      content = ctx.bodyInputStream().readNBytes(EvidenceStore.LARGEST_DOCUMENT + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("a document was cut off", e);
    }
    if (content.length == 0 || content.length > EvidenceStore.LARGEST_DOCUMENT) {
      throw RequestException.badRequest("error.document_size");
    }
    String type = Parameters.single(ctx, "type");
    String sha256 =
        access.evidence().add(tenant, new Document(name, shortened(type), content), author(viewer));
    access.actions().append(viewer.action("upload document", tenant, name + ", " + sha256, ""));
    ctx.status(201);
    Answers.send(ctx, Map.of("sha256", sha256));
  }

  private static String shortened(String type) {
    return type != null && type.matches("[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,80}")
        ? type
        : "application/octet-stream";
  }

  private void declare(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    JsonBody body = JsonBody.of(ctx);
    String metric = body.text("metric");
    String period = body.text("period");
    int principle = body.number("principle");
    if (!metric.matches(METRIC) || Declarations.isMisspelt(metric)) {
      throw RequestException.badRequest("error.not_a_metric");
    }
    if (!period.matches(PERIOD)) {
      throw RequestException.badRequest("error.not_a_period");
    }
    if (principle < 1 || principle > 8) {
      throw RequestException.badRequest("error.not_a_principle");
    }
    Statement said =
        new Statement(
            tenant(ctx),
            principle,
            metric,
            period,
            value(body.textOrNull("value")),
            body.textOrNull("statement"),
            body.textOrNull("document"));
    access.evidence().declare(said, author(viewer));
    access.actions().append(viewer.action("declare", said.tenant(), metric + " of " + period, ""));
    ctx.status(201);
    Answers.send(ctx, Map.of("declared", true));
  }

  private static BigDecimal value(String written) {
    if (written == null) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(written);
      if (value.precision() - (long) value.scale() <= MOST_DIGITS && value.scale() <= MOST_DIGITS) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw RequestException.badRequest("error.not_a_value");
  }

  private void withdraw(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    String reason = JsonBody.of(ctx).text("reason");
    String tenant = tenant(ctx);
    String seq = ctx.pathParam("seq");
    Kept earlier =
        views.of(viewer).evidence().stream()
            .flatMap(store -> store.declarations(tenant).stream())
            .filter(kept -> Long.toString(kept.seq()).equals(seq))
            .findFirst()
            .orElseThrow(() -> RequestException.notFound("error.no_declaration"));
    if (earlier.withdrawal() != null) {
      throw RequestException.conflict("error.withdrawn_already");
    }
    access.evidence().withdraw(earlier, reason, author(viewer));
    access
        .actions()
        .append(viewer.action("withdraw declaration", tenant, "declaration " + seq, reason));
    Answers.send(ctx, Map.of("withdrawn", true));
  }

  private void document(Context ctx) {
    String sha256 = ctx.pathParam("sha256");
    String tenant = tenant(ctx);
    Document document =
        views
            .of(Viewer.of(ctx))
            .evidence()
            .filter(store -> sha256.matches("[0-9a-f]{64}"))
            .flatMap(store -> store.document(tenant, sha256))
            .orElseThrow(() -> RequestException.notFound("error.no_document"));
    // never shown by the browser, whatever it is
    Answers.asFile(ctx, fileName(document.name()))
        .contentType("application/octet-stream")
        .result(document.content());
  }

  private static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._ -]", "_");
  }

  private String tenant(Context ctx) {
    return Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx).id();
  }

  private static Author author(Viewer viewer) {
    return new Author(viewer.name(), viewer.grant().role().wireName(), viewer.address());
  }
}

package hk.innopark.console;

import hk.innopark.console.alerts.DeadLetters.Letter;
import hk.innopark.events.RejectReason;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages that were refused, for those whose they are. */
final class DeadLetterRoutes {
  private static final List<String> COLUMNS =
      List.of("refused_at", "reason", "topic", "tenant", "sha256", "bytes", "payload_base64");

  private final Views views;

  DeadLetterRoutes(Views views) {
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/api/dead-letters", this::letters, Rule.LINES);
  }

  private void letters(Context ctx) {
    ApiListing listing = ApiListing.of(ctx, COLUMNS);
    String tenant = Parameters.id(ctx, "tenant");
    String reason = Parameters.single(ctx, "reason");
    if (reason != null
        && Arrays.stream(RejectReason.values()).noneMatch(one -> one.name().equals(reason))) {
      throw RequestException.badRequest("error.parameter_not_reason");
    }
    long before = listing.before();
    views
        .of(Viewer.of(ctx))
        .deadLetters()
        .orElseThrow(() -> RequestException.unavailable("error.no_alert_log"))
        .each(
            before,
            tenant,
            reason,
            listing.wanted(),
            letter -> listing.add(Long.toString(letter.id()), shown(letter)));
    listing.end();
  }

  private static Map<String, Object> shown(Letter letter) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("refused_at", letter.refusedAt().toEpochMilli());
    members.put("reason", letter.reason());
    members.put("topic", letter.topic());
    members.put("tenant", letter.tenant());
    members.put("sha256", letter.sha256());
    members.put("bytes", letter.bytes());
    members.put("payload_base64", Base64.getEncoder().encodeToString(letter.payload()));
    return members;
  }
}

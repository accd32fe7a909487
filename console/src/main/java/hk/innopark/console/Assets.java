package hk.innopark.console;

import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that pages load, all read at start; nothing else can be asked for. */
final class Assets {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final List<String> OWN =
      List.of(
          "account.js",
          "accounts.js",
          "actions.js",
          "alert-log.js",
          "alerts.js",
          "api.js",
          "app.css",
          "audit.js",
          "charts.js",
          "check.js",
          "commitments.js",
          "coverage.js",
          "csv.js",
          "device-form.js",
          "device-watch.js",
          "devices.css",
          "devices.js",
          "dom.js",
          "downtime.js",
          "entry.js",
          "figure.js",
          "format.js",
          "icon.svg",
          "language.js",
          "live.js",
          "machines.js",
          "order-sheet.js",
          "orders.css",
          "orders.js",
          "overview.js",
          "pack.js",
          "parts.js",
          "plant.js",
          "platform.js",
          "portfolio.js",
          "range.js",
          "registry-history.js",
          "scorecard.js",
          "session.js",
          "shell.js",
          "shifts.js",
          "sign-in.js",
          "stop-sheet.js",
          "stops.css",
          "stops.js",
          "strip.js",
          "text.js",
          "theme-button.js",
          "theme.js",
          "wall.js",
          "year.js");

  /** A file's bytes, with a tag that changes with them. */
  @SuppressWarnings("ArrayRecordComponent")
  record Asset(String contentType, String tag, byte[] content) {}

  private final Map<String, Asset> assets = new HashMap<>();

  Assets() {
    OWN.forEach(name -> add(name, Pages.resource("/console/assets/" + name)));
    add("uplot.js", Pages.resource(UPLOT + "uPlot.esm.js"));
    add("uplot.css", Pages.resource(UPLOT + "uPlot.min.css"));
    for (Language language : Language.values()) {
      add("texts-" + language.tag() + ".js", script(Texts.of(language)));
    }
  }

  Optional<Asset> named(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  /** What pages say, as a script that runs before theirs. */
  private static byte[] script(Texts texts) {
    String json = new String(Answers.json(texts.all()), StandardCharsets.UTF_8);
    return ("globalThis.innoparkTexts = " + json + ";\n").getBytes(StandardCharsets.UTF_8);
  }

  private void add(String name, byte[] content) {
    assets.put(name, new Asset(contentType(name), tag(content), content));
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".js" -> "text/javascript;charset=utf-8";
      case ".css" -> "text/css;charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no content type for " + name);
    };
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}

package hk.innopark.dashboards;

import hk.innopark.events.OutputFields;
import hk.innopark.registry.model.Commitment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What tenants have promised, beside the month in which the range ends: as the console judges it.
 */
final class Commitments {
  private final Panels panels;
  private final Texts texts;

  Commitments(Panels panels) {
    this.panels = panels;
    this.texts = panels.texts();
  }

  /** A panel for each, or one that says that there is none. */
  Panel[] ofTenant() {
    List<Panel> all = new ArrayList<>();
    for (Commitment commitment : panels.plant().commitments()) {
      all.add(panel(commitment, title(commitment), Rows.TENANT_MONTHS, ""));
    }
    if (all.isEmpty()) {
      all.add(text(texts.get("empty.commitments"), 3));
    }
    return all.toArray(Panel[]::new);
  }

  /** All of them as text, and the values of those that HKSTP may see. */
  Panel[] ofAll() {
    List<Panel> all = new ArrayList<>();
    StringBuilder list = new StringBuilder(texts.get("commitments.head"));
    for (Commitment commitment : panels.plant().commitments()) {
      String tenant = panels.plant().name(commitment.tenant());
      list.append(texts.get("commitments.line", tenant, title(commitment), evidence(commitment)));
      // HKSTP's bucket does not have the others
      if (!OutputFields.contains(field(commitment))) {
        all.add(
            panel(
                commitment,
                tenant + ": " + title(commitment),
                Rows.TENANT_MONTHS,
                " AND \"tenant\" = '" + commitment.tenant() + "'"));
      }
    }
    boolean isNone = panels.plant().commitments().isEmpty();
    all.add(0, text(isNone ? texts.get("empty.commitments") : list.toString(), isNone ? 3 : 8));
    return all.toArray(Panel[]::new);
  }

  private Panel panel(Commitment commitment, String title, Rows rows, String of) {
    Unit unit = Unit.ofField(field(commitment));
    String measurement = commitment.metric().substring(0, commitment.metric().indexOf('.'));
    double target = commitment.target().doubleValue();
    boolean isLowerBetter = commitment.target().compareTo(commitment.baseline()) <= 0;
    String now = texts.get("commitments.now");
    String coverage = texts.get("figure.coverage");
    Panel panel =
        new Panel(Look.TILE, Source.FIGURES, title, about(commitment), 12, 4)
            .unit(unit, texts)
            .empty(texts.get("empty.month"))
            .set("options.textMode", "value_and_name")
            .query(now, rows.month(field(commitment), measurement) + of)
            .query(coverage, rows.month("coverage", "quality_of_data") + of)
            .unit(coverage, Unit.SHARE, texts)
            .override(
                coverage,
                "thresholds",
                Json.of(
                    "mode",
                    "absolute",
                    "steps",
                    List.of(
                        Json.of("value", null, "color", Palette.RED),
                        Json.of("value", commitment.minimumCoverage(), "color", Palette.GREEN))));
    panel =
        isLowerBetter
            ? panel.thresholds(Palette.GREEN, Math.nextUp(target), Palette.RED)
            : panel.thresholds(Palette.RED, target, Palette.GREEN);
    return panels.toConsole(panel, "/tenants/" + commitment.tenant());
  }

  private Panel text(String content, int height) {
    return new Panel(
            Look.TEXT, null, texts.get("commitments"), texts.get("commitments.about"), 24, height)
        .set("options.content", content);
  }

  private String title(Commitment commitment) {
    String field = field(commitment);
    String sign = commitment.target().compareTo(commitment.baseline()) <= 0 ? "≤" : "≥";
    return texts.get(
        "commitments.title",
        Figure.ofField(field).map(figure -> texts.get(figure.key())).orElse(field),
        sign,
        shown(commitment.target(), Unit.ofField(field)),
        commitment.by());
  }

  private String about(Commitment commitment) {
    Unit unit = Unit.ofField(field(commitment));
    return texts.get(
        "commitments.one",
        shown(commitment.baseline(), unit),
        shown(commitment.target(), unit),
        commitment.by(),
        shown(commitment.minimumCoverage(), Unit.SHARE));
  }

  private String evidence(Commitment commitment) {
    return panels.plant().console() == null
        ? commitment.id()
        : "[%s](%s/tenants/%s)"
            .formatted(commitment.id(), panels.plant().console(), commitment.tenant());
  }

  private String shown(BigDecimal value, Unit unit) {
    if (unit == Unit.SHARE) {
      return value.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
    String suffix = unit.id(texts).startsWith("suffix:") ? unit.id(texts).substring(7) : "";
    return (value.stripTrailingZeros().toPlainString() + " " + suffix).strip();
  }

  private static String field(Commitment commitment) {
    return commitment.metric().substring(commitment.metric().indexOf('.') + 1);
  }
}

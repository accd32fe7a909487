package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The kinds of panels: a file each has what all of a kind have in common. */
enum Look {
  /** One figure of the whole range, in large type. */
  TILE,
  /** A ratio or a level over time: a step for each period, a gap where there is none. */
  LINES,
  /** A measured value over time. */
  TRACE,
  /** Amounts of each period on top of one another. */
  STACK,
  /** Amounts of each day side by side. */
  COMPARE,
  /** Names down the side, the longest bar on top. */
  RANKING,
  /** A row a machine, coloured by what it did. */
  STATES,
  TABLE,
  /** Grafana's own alert rules that fire. */
  FIRING,
  TEXT;

  ObjectNode model() {
    return Json.resource("look/" + name().toLowerCase(Locale.ROOT) + ".json");
  }
}

package hk.innopark.jobs.sparkplug;

import hk.innopark.events.SparkplugTopic;
import java.util.Map;

/**
 * What is known of an edge node at a moment. All moments are of arrival, in epoch milliseconds.
 *
 * @param line the edge node's id, or of a mapped one the line whose machines are its devices
 * @param edgeNode {@code group/edge node} of one that is mapped; else null
 * @param online between a birth and its death
 * @param sinceMillis since when it is online, or is not
 * @param bornMillis its last birth, a rebirth too
 * @param gapMillis the last gap in its sequence; {@link #NEVER} where there was none
 * @param missing messages missing in all gaps
 * @param metrics its own metrics by name, as text; empty text for one without a valid value, as all
 *     are while it is offline
 */
public record EdgeNodeStatus(
    String estate,
    String tenant,
    String line,
    String edgeNode,
    long atMillis,
    boolean online,
    long sinceMillis,
    long bornMillis,
    long gapMillis,
    long missing,
    Map<String, String> metrics) {
  /** In place of a moment: it has not happened yet. */
  public static final long NEVER = -1;

  static EdgeNodeStatus of(
      SparkplugTopic node, String edgeNode, EdgeNodeState state, long atMillis) {
    NodeHistory history = state.history;
    return new EdgeNodeStatus(
        node.estate(),
        node.tenant(),
        node.line(),
        edgeNode.equals(node.edgeNode()) ? null : edgeNode,
        atMillis,
        state.alive,
        moment(history.sinceMillis),
        moment(history.bornMillis),
        moment(history.gapMillis),
        history.missing,
        history.shown());
  }

  private static long moment(long millis) {
    return millis == EdgeNodeState.NEVER ? NEVER : millis;
  }
}

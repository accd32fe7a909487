package hk.innopark.events;

import java.util.Arrays;
import java.util.Optional;

/**
 * What any Sparkplug B topic names, whoever chose the names: {@code spBv1.0/{group}/{type}/{edge
 * node}[/{device}]}. Names may hold blanks and letters of any script.
 *
 * @param device null in a message of the edge node itself
 */
public record SparkplugAddress(
    String group, SparkplugTopic.Type type, String edgeNode, String device) {
  /** The longest name of a group, an edge node or a device. */
  public static final int LONGEST_NAME = 128;

  /** What a topic names; empty where it has another form. */
  public static Optional<SparkplugAddress> of(String topic) {
    if (!topic.startsWith(Topics.SPARKPLUG_PREFIX)) {
      return Optional.empty();
    }
    String[] levels = topic.substring(Topics.SPARKPLUG_PREFIX.length()).split("/", -1);
    if (levels.length != 3 && levels.length != 4) {
      return Optional.empty();
    }
    Optional<SparkplugTopic.Type> type = SparkplugTopic.Type.byName(levels[1]);
    if (type.isEmpty()
        || type.get().isOfDevice() != (levels.length == 4)
        || !Arrays.stream(levels).allMatch(SparkplugAddress::isName)) {
      return Optional.empty();
    }
    return Optional.of(
        new SparkplugAddress(
            levels[0], type.get(), levels[2], levels.length == 4 ? levels[3] : null));
  }

  /** Whether a text can name a group, an edge node or a device. */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.codePoints()
            .noneMatch(c -> c == '/' || c == '+' || c == '#' || Character.isISOControl(c));
  }

  /** The edge node, which is the Kafka key: {@code {group}/{edge node}}. */
  public String key() {
    return key(group, edgeNode);
  }

  /** The key of an edge node. */
  public static String key(String group, String edgeNode) {
    return group + '/' + edgeNode;
  }
}

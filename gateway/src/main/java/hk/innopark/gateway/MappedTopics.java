package hk.innopark.gateway;

import hk.innopark.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics and Sparkplug edge nodes of devices that speak their maker's way, from a file that {@code
 * innopark registry acl} makes of the registry: a line {@code topic KEY TOPIC} for each topic and
 * the machine's Kafka key, and {@code node GROUP/EDGE NODE} for each edge node. The file may change
 * while the gateway runs.
 */
final class MappedTopics {
  /** No such device. */
  static final MappedTopics NONE = new MappedTopics(Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(MappedTopics.class);
  private static final String TOPIC = "topic ";
  private static final String NODE = "node ";

  private final Optional<Path> file;
  private volatile Content content = new Content(Map.of(), Set.of());

  private record Content(Map<String, String> keyByTopic, Set<String> edgeNodes) {}

  MappedTopics(Optional<Path> file) {
    this.file = file;
    reload();
  }

  /**
   * Reads the file again; tells whether it says something else. A file that is away says what it
   * said before.
   */
  boolean reload() {
    if (file.isEmpty()) {
      return false;
    }
    try {
      Content read = parse(Files.readAllLines(file.get()));
      boolean changed = !read.equals(content);
      content = read;
      return changed;
    } catch (IOException unreadable) {
      LOG.warn("MQTT_TOPICS_FILE: {} cannot be read: {}", file.get(), unreadable.toString());
      return false;
    }
  }

  private Content parse(List<String> lines) {
    Map<String, String> topics = new HashMap<>();
    Set<String> nodes = new HashSet<>();
    for (String line : lines) {
      int keyEnd = line.indexOf(' ', TOPIC.length());
      if (line.startsWith(TOPIC) && keyEnd > 0) {
        topics.put(line.substring(keyEnd + 1), line.substring(TOPIC.length(), keyEnd));
      } else if (line.startsWith(NODE)) {
        nodes.add(line.substring(NODE.length()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        LOG.warn("MQTT_TOPICS_FILE: {}: not understood: {}", file.orElseThrow(), line);
      }
    }
    return new Content(Map.copyOf(topics), Set.copyOf(nodes));
  }

  /** The topics to subscribe to, besides the platform's own. */
  Set<String> topics() {
    return Collections.unmodifiableSet(content.keyByTopic.keySet());
  }

  /** The Kafka key of a topic: its machine; empty where no machine names it. */
  Optional<String> keyOf(String topic) {
    return Optional.ofNullable(content.keyByTopic.get(topic));
  }

  /** Whether some machine is a device of this edge node, {@code group/edge node}. */
  boolean hasEdgeNode(String edgeNode) {
    return content.edgeNodes.contains(edgeNode);
  }

  /** Whether a topic of a shared broker is nobody's here, by its form and this file. */
  boolean isForeign(String topic) {
    return !topic.startsWith(Topics.MQTT_PREFIX) && TopicRoute.key(topic, this).isEmpty();
  }
}

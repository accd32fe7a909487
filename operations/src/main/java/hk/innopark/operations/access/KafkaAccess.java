package hk.innopark.operations.access;

import hk.innopark.events.Topics;
import hk.innopark.gateway.AnnotationRelay;
import hk.innopark.gateway.KafkaTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The topics, and who may use them: the gateway writes what it received and reads the commands to
 * edge nodes; the relay writes what people said; the job reads what both wrote and writes the rest.
 */
public final class KafkaAccess {
  /** The gateway's user. */
  public static final String GATEWAY = "gateway";

  /** The job's user. */
  public static final String JOB = "flink";

  /** The user who counts dead letters, verifies the ledger and writes anchors of it. */
  public static final String WATCH = "watch";

  /** The user who tells of alerts. */
  public static final String NOTIFIER = "notifier";

  /** The user who takes what people said from the outbox to the job. */
  public static final String RELAY = "relay";

  private static final String TOPIC_PREFIX = "telemetry.";
  private static final String JOB_GROUPS = "innopark";

  /** A gateway follows the commands as {@code {GATEWAY_ID}-commands}. */
  private static final String GATEWAY_GROUPS = "gateway";

  /** How many topics there are, and how many permissions were granted; 0 where none are checked. */
  public record Prepared(int topics, int permissions) {}

  private KafkaAccess() {}

  /**
   * Creates what is missing; of what is there it changes only who stamps the raw topic's records,
   * which must be Kafka.
   *
   * @param administrator client properties of a user that may do so
   * @param partitions of the raw topic
   * @throws IOException saying what Kafka refused
   */
  public static Prepared prepare(Properties administrator, int partitions)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(administrator)) {
      KafkaTopics.create(admin, partitions);
      boolean unused = KafkaTopics.stampAtAppend(admin);
      Set<String> topics = new TreeSet<>(admin.listTopics().names().get());
      topics.removeIf(name -> !name.startsWith(TOPIC_PREFIX));
      return new Prepared(topics.size(), grant(admin, permissions(topics)));
    } catch (ExecutionException refused) {
      throw new IOException("Kafka: " + refused.getCause().getMessage(), refused);
    }
  }

  private static int grant(Admin admin, List<AclBinding> permissions)
      throws ExecutionException, InterruptedException {
    try {
      admin.createAcls(permissions).all().get();
      return permissions.size();
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof SecurityDisabledException) {
        return 0;
      }
      throw refused;
    }
  }

  private static List<AclBinding> permissions(Set<String> topics) {
    List<AclBinding> permissions = new ArrayList<>();
    allow(permissions, GATEWAY, AclOperation.WRITE, Topics.RAW);
    // it warns where others' clocks stamp the records
    allow(permissions, GATEWAY, AclOperation.DESCRIBE_CONFIGS, Topics.RAW);
    allow(permissions, GATEWAY, AclOperation.WRITE, Topics.DEAD_LETTER);
    allow(permissions, GATEWAY, AclOperation.READ, Topics.COMMANDS);
    permissions.add(readsGroups(GATEWAY, GATEWAY_GROUPS));
    allow(permissions, RELAY, AclOperation.WRITE, Topics.ANNOTATIONS);
    allow(permissions, RELAY, AclOperation.READ, Topics.ANNOTATIONS);
    allow(permissions, RELAY, AclOperation.WRITE, Topics.RAW);
    permissions.add(readsGroups(RELAY, AnnotationRelay.GROUP));
    allow(permissions, WATCH, AclOperation.READ, Topics.DEAD_LETTER);
    // it holds chains against anchors, and writes them: who owns the database does neither
    allow(permissions, WATCH, AclOperation.READ, Topics.ANCHORS);
    allow(permissions, WATCH, AclOperation.WRITE, Topics.ANCHORS);
    allow(permissions, NOTIFIER, AclOperation.READ, Topics.ALERTS);
    allow(permissions, NOTIFIER, AclOperation.READ, Topics.DEAD_LETTER);
    permissions.add(readsGroups(NOTIFIER, NOTIFIER));
    allow(permissions, JOB, AclOperation.READ, Topics.RAW);
    for (String topic : topics) {
      if (!topic.equals(Topics.RAW)
          && !topic.equals(Topics.ANCHORS)
          && !topic.equals(Topics.ANNOTATIONS)) {
        allow(permissions, JOB, AclOperation.WRITE, topic);
      }
    }
    permissions.add(readsGroups(JOB, JOB_GROUPS));
    return permissions;
  }

  private static AclBinding readsGroups(String user, String prefix) {
    return new AclBinding(
        new ResourcePattern(ResourceType.GROUP, prefix, PatternType.PREFIXED),
        entry(user, AclOperation.READ));
  }

  private static void allow(
      List<AclBinding> permissions, String user, AclOperation operation, String topic) {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    permissions.add(new AclBinding(resource, entry(user, operation)));
  }

  private static AccessControlEntry entry(String user, AclOperation operation) {
    return new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
  }
}

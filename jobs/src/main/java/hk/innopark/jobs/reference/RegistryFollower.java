package hk.innopark.jobs.reference;

import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database every two seconds for new versions.
 *
 * <p>What it said at a moment holds for all minutes up to six minutes after that moment, because an
 * import takes effect no earlier; and a reading is stamped at most five minutes ahead. So an answer
 * may be used for 30 seconds (the rest is for clocks that differ). Where it is older, the database
 * is waited for: figures come later then, and never by the wrong version.
 */
final class RegistryFollower implements RegistryVersions {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration ANSWER_HOLDS = Duration.ofSeconds(30);
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);

  private final RegistryStore store;
  private final Thread thread = new Thread(this::follow, "registry-follower");

  /** Contents that were read before they take effect, so that nobody has to wait for them then. */
  private final Map<RegistryVersion, Registry> read = new ConcurrentHashMap<>();

  private volatile List<RegistryVersion> known = List.of();
  private volatile long askedNanos;
  private volatile RegistryException failure;

  private RegistryFollower(RegistryStore store) {
    this.store = store;
    this.askedNanos = System.nanoTime() - ANSWER_HOLDS.toNanos();
  }

  /**
   * Starts to follow.
   *
   * @throws RegistryException where the database is empty, or cannot be read for five minutes
   */
  static RegistryFollower start(RegistryStore store) {
    RegistryFollower follower = new RegistryFollower(store);
    follower.thread.setDaemon(true);
    follower.thread.start();
    try {
      if (follower.known().isEmpty()) {
        throw new RegistryException("registry database: holds no reference data");
      }
    } catch (RuntimeException unusable) {
      follower.close();
      throw unusable;
    }
    return follower;
  }

  @Override
  public List<RegistryVersion> known() {
    if (System.nanoTime() - askedNanos >= ANSWER_HOLDS.toNanos()) {
      awaitAnswer();
    }
    return known;
  }

  @Override
  public Registry load(RegistryVersion version) {
    Registry registry = read.remove(version);
    return registry == null ? store.load(version) : registry;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void awaitAnswer() {
    long start = System.nanoTime();
    try {
      while (System.nanoTime() - askedNanos >= ANSWER_HOLDS.toNanos()) {
        if (System.nanoTime() - start > LONGEST_OUTAGE.toNanos()) {
          throw new RegistryException(
              "registry database: not read for "
                  + LONGEST_OUTAGE
                  + ", so it is not known by which"
                  + " version to compute",
              failure);
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new RegistryException("registry database: not read before the job stopped", cancelled);
    }
  }

  private void follow() {
    try {
      while (!Thread.interrupted()) {
        ask();
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException closed) {
      LOG.debug("the registry is no longer followed");
    }
  }

  private void ask() {
    // before the question: what is imported while it is answered may be missing from the answer
    long asking = System.nanoTime();
    try {
      List<RegistryVersion> versions = store.versions();
      if (!versions.equals(known)) {
        RegistryVersion newest = versions.get(versions.size() - 1);
        read.put(newest, store.load(newest));
        LOG.info("registry version {} applies from {}", newest.version(), newest.effectiveFrom());
        known = versions;
      }
      if (failure != null) {
        LOG.info("the registry database answers again");
        failure = null;
      }
      askedNanos = asking;
    } catch (RegistryException unreadable) {
      if (failure == null) {
        LOG.warn("the registry cannot be read; asking again", unreadable);
      }
      failure = unreadable;
    }
  }
}

package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.events.Topics;
import hk.innopark.operations.audit.AnchorTopic;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** Against which anchors chains are held. */
final class AnchorOption {
  @Option(
      names = "--anchors",
      paramLabel = "FILE",
      description =
          "Hold every chain against these anchors too, which tells a chain that was written anew"
              + " from one that was cut off. Give every file that there is.")
  private List<Path> files = List.of();

  @Option(
      names = "--anchors-from-kafka",
      description = "Hold every chain against the anchors of topic " + Topics.ANCHORS + " too.")
  private boolean fromKafka;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A public key (.pub) of the anchors; give every one that was in use.")
  private List<Path> keys = List.of();

  /**
   * Every anchor that is named.
   *
   * @param kafka asked for the client's properties where the topic is meant
   * @throws RefusedException where anchors are named without a key, or a key without anchors
   */
  Anchors read(Callable<Properties> kafka) throws Exception {
    return read(kafka, Optional.empty(), List.of());
  }

  /**
   * Every anchor that is named, and those that the caller writes itself.
   *
   * @param own the caller's own key
   * @param ownFiles what it writes; one that is not there yet is passed over
   */
  Anchors read(Callable<Properties> kafka, Optional<NoteVerifier> own, List<Path> ownFiles)
      throws Exception {
    boolean isAsked = fromKafka || !files.isEmpty();
    if (isAsked ? keys.isEmpty() && own.isEmpty() : !keys.isEmpty()) {
      throw new RefusedException(
          isAsked ? "--anchors needs --key" : "--key needs --anchors or --anchors-from-kafka");
    }
    List<NoteVerifier> verifiers = new ArrayList<>(Keys.of(keys));
    own.ifPresent(verifiers::add);
    List<Path> all = new ArrayList<>(files);
    ownFiles.stream().filter(file -> Files.exists(file) && !all.contains(file)).forEach(all::add);
    Anchors anchors = Anchors.read(all, verifiers);
    if (fromKafka) {
      addTopic(anchors, kafka.call(), verifiers);
    }
    return anchors;
  }

  /** Refuses to write anchors more often than each minute. */
  static void requireSeldom(String option, Duration every) throws RefusedException {
    if (every.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new RefusedException(option + ": at least PT1M");
    }
  }

  private static void addTopic(Anchors anchors, Properties client, List<NoteVerifier> verifiers)
      throws IOException {
    AnchorTopic.read(client).forEach(note -> anchors.add(note, verifiers, Topics.ANCHORS));
  }
}

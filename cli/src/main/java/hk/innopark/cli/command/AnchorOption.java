package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.events.Topics;
import hk.innopark.operations.audit.AnchorTopic;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  boolean isFromKafka() {
    return fromKafka;
  }

  /**
   * Every anchor that is named.
   *
   * @param kafka asked for the client's properties where the topic is meant
   * @throws RefusedException where anchors are named without a key, or a key without anchors
   */
  Anchors read(Callable<Properties> kafka) throws Exception {
    boolean isAsked = fromKafka || !files.isEmpty();
    if (isAsked == keys.isEmpty()) {
      throw new RefusedException(
          isAsked ? "--anchors needs --key" : "--key needs --anchors or --anchors-from-kafka");
    }
    if (!isAsked) {
      return Anchors.none();
    }
    List<NoteVerifier> verifiers = Keys.of(keys);
    Anchors anchors = Anchors.read(files, verifiers);
    if (fromKafka) {
      addTopic(anchors, kafka.call(), verifiers);
    }
    return anchors;
  }

  private static void addTopic(Anchors anchors, Properties client, List<NoteVerifier> verifiers)
      throws IOException {
    AnchorTopic.read(client).forEach(note -> anchors.add(note, verifiers, Topics.ANCHORS));
  }
}

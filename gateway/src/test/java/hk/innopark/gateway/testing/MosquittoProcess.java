package hk.innopark.gateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Mosquitto with one of the project's profiles; its persistence file outlives its process. */
public final class MosquittoProcess extends BrokerProcess {
  /** A profile in deploy/mosquitto. */
  public enum Profile {
    FAST,
    DURABLE
  }

  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

  /** What a test sets itself, because it belongs to the place and not to the profile. */
  private static final Set<String> OF_THE_PLACE =
      Set.of(
          "listener",
          "persistence_location",
          "log_dest",
          "allow_anonymous",
          "password_file",
          "acl_file",
          "user");

  private final Path directory;
  private final Profile profile;
  private final List<String> further;

  public MosquittoProcess(Path directory, Profile profile) {
    this(directory, profile, List.of());
  }

  /**
   * @param further lines of its configuration, after its own listener
   */
  public MosquittoProcess(Path directory, Profile profile, List<String> further) {
    super(directory.resolve("mosquitto.log"));
    Assumptions.assumeTrue(Files.isExecutable(BINARY), "Mosquitto is not installed: " + BINARY);
    this.directory = directory;
    this.profile = profile;
    this.further = List.copyOf(further);
  }

  @Override
  protected List<String> command() throws IOException {
    Path config = directory.resolve("mosquitto.conf");
    Files.write(config, configuration());
    return List.of(BINARY.toString(), "-c", config.toString());
  }

  private List<String> configuration() throws IOException {
    Path file =
        Path.of("..", "deploy", "mosquitto", profile.name().toLowerCase(Locale.ROOT) + ".conf");
    List<String> lines = new ArrayList<>();
    try (Stream<String> profileLines = Files.lines(file)) {
      profileLines
          .filter(line -> !OF_THE_PLACE.contains(line.strip().split(" ", 2)[0]))
          .forEach(lines::add);
    }
    lines.add("listener " + port() + " 127.0.0.1");
    lines.add("allow_anonymous true");
    lines.add("user root");
    lines.add("persistence_location " + directory.toAbsolutePath() + "/");
    lines.add("log_dest stdout");
    lines.addAll(further);
    return lines;
  }
}

package hk.innopark.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The embedded broker, as the main command starts it, for the gateway and some devices. */
public final class HiveMqProcess extends BrokerProcess {
  private static final Path CLASS_PATH = Path.of("..", "broker", "target", "lib");
  private static final String PASSWORD = "of-every-client";

  private final Path directory;
  private final List<String> devices;

  /**
   * @param devices their client ids
   */
  public HiveMqProcess(Path directory, List<String> devices) {
    super(directory.resolve("hivemq.log"));
    this.directory = directory;
    this.devices = List.copyOf(devices);
  }

  @Override
  protected List<String> command() throws IOException {
    Path users = directory.resolve("users.json");
    Files.writeString(users, users());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-cp",
        CLASS_PATH.toAbsolutePath() + "/*",
        "hk.innopark.broker.EmbeddedBroker",
        "--port",
        Integer.toString(port()),
        "--data",
        directory.resolve("hivemq").toAbsolutePath().toString(),
        "--users",
        users.toAbsolutePath().toString());
  }

  private String users() {
    StringBuilder users = new StringBuilder("{\"users\":[");
    users.append(user("gateway", "spBv1.0/STATE/+", "innopark/#\",\"spBv1.0/#"));
    devices.forEach(device -> users.append(',').append(user(device, "innopark/#", "none")));
    return users.append("]}").toString();
  }

  private static String user(String name, String publish, String subscribe) {
    return """
        {"name":"%s","salt":"00","passwordSha256":"%s","publish":["%s"],"subscribe":["%s"]}"""
        .formatted(name, passwordSha256(), publish, subscribe);
  }

  private static String passwordSha256() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0); // the salt
      return HexFormat.of().formatHex(sha256.digest(PASSWORD.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Optional<String> password() {
    return Optional.of(PASSWORD);
  }
}

package hk.innopark.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keycloak as a process of its own, with a realm, this console as a client, and people. */
final class Keycloak implements AutoCloseable {
  private static final String ADMIN = "admin";
  private static final String REALM = "park";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /** Where it was unpacked; empty where it was not. */
  static Optional<Path> installed() throws IOException {
    Path folder = Path.of("target", "keycloak");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .filter(version -> Files.isRegularFile(version.resolve("lib/quarkus-run.jar")))
          .findFirst();
    }
  }

  Keycloak(Path home, Path folder) throws IOException {
    port = LoopbackPorts.free();
    Path log = folder.resolve("keycloak.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                home.toAbsolutePath().resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--cache=local")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
    process = builder.start();
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("Keycloak ended: " + Files.readString(log));
              }
              return get("/realms/master").statusCode() == 200;
            });
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The realm's issuer. */
  URI issuer() {
    return uri("/realms/" + REALM);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Makes the realm and its client, whose secret is given back. */
  String createRealm(URI redirect) throws IOException, InterruptedException {
    String secret = "a client's secret";
    admin("/admin/realms", Map.of("realm", REALM, "enabled", true));
    admin(
        "/admin/realms/" + REALM + "/clients",
        Map.of(
            "clientId",
            "console",
            "secret",
            secret,
            "redirectUris",
            new String[] {redirect.toString()},
            "standardFlowEnabled",
            true,
            "attributes",
            Map.of("pkce.code.challenge.method", "S256")));
    return secret;
  }

  /** A person, whose password is the name twice. */
  void addPerson(String name, String email, boolean verified)
      throws IOException, InterruptedException {
    admin(
        "/admin/realms/" + REALM + "/users",
        Map.of(
            "username", name,
            "email", email,
            "emailVerified", verified,
            "firstName", name,
            "lastName", "Chan",
            "enabled", true,
            "credentials",
                new Object[] {
                  Map.of("type", "password", "value", name + name, "temporary", false)
                }));
  }

  private void admin(String path, Object body) throws IOException, InterruptedException {
    HttpResponse<String> token =
        http.send(
            HttpRequest.newBuilder(uri("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        form("grant_type", "password")
                            + form("client_id", "admin-cli")
                            + form("username", ADMIN)
                            + form("password", ADMIN)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode granted = JSON.readTree(token.body());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + granted.path("access_token").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String form(String name, String value) {
    return name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8) + '&';
  }

  @Override
  public void close() {
    // kc.sh starts the JVM in its own place
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}

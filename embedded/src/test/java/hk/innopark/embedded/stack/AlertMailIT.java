package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.embedded.server.EmbeddedFlink;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.notifier.Notifier;
import hk.innopark.notifier.NotifierConfig;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One line stands still, once. The gateway is killed while it does, the job falls back to a state
 * from before the alert, the topic of alerts is read again from its beginning: it is one mail, one
 * webhook, one message for the light.
 */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "takes minutes; run with -Dservers=true")
class AlertMailIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  @TempDir Path folder;

  @Test
  void anAlertAtAKilledGatewayARestartedJobAndAReplayIsOneMail() throws Exception {
    try (AlertServers servers = new AlertServers(folder.resolve("data"))) {
      servers.start();
      run(servers);
    }
  }

  private void run(AlertServers servers) throws Exception {
    DataFolder data = servers.data();
    Map<String, String> gateway = servers.gatewaySettings();
    Map<String, String> notifier = servers.notifierSettings();
    TenantClients tenant = servers.tenant();
    tenant.listen();

    Process running = start(servers, gateway);
    TelemetryJobConfig config = servers.jobConfig();
    EmbeddedFlink flink = flink(data.child("flink"));
    LiveJob job = LiveJob.start(flink, config, 2);
    Notifier first = Notifier.start(NotifierConfig.fromEnvironment(notifier));
    tenant.publishAStop();
    Thread.sleep(Duration.ofSeconds(20).toMillis());

    // a state from before the alert, to fall back to
    job.close();
    copy(data.child("flink"), data.child("flink-before"));
    LiveJob.start(flink, config, 2);

    // killed while the line stands still: what comes meanwhile waits at the broker
    running.destroyForcibly().waitFor();
    Thread.sleep(Duration.ofSeconds(10).toMillis());
    running = start(servers, gateway);
    await().atMost(PATIENCE).until(() -> servers.mail().getReceivedMessages().length > 0);
    await()
        .atMost(PATIENCE)
        .until(() -> !servers.webhooks().isEmpty() && !tenant.lights().isEmpty());
    assertThat(servers.raised()).as("told by the job").hasSize(1);

    // the job dies, and begins again with what it knew before the alert
    flink.close();
    EmbeddedFlink again = servers.started(flink(data.child("flink-before")));
    LiveJob second = LiveJob.start(again, config, 2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(servers.raised())
                    .as("told by the job again: %s", second.failure())
                    .hasSizeGreaterThan(1));
    assertThat(servers.raised().stream().distinct()).as("the very same record").hasSize(1);

    // and somebody replays the topic, to a notifier that knows no offset
    first.close();
    notifier.put("NOTIFIER_GROUP", "notifier-replay");
    notifier.put("HEALTH_PORT", "0");
    try (Notifier replay = Notifier.start(NotifierConfig.fromEnvironment(notifier))) {
      String repeats = "notifier_repeats_total ";
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  metrics(replay)
                      .lines()
                      .filter(line -> line.startsWith(repeats))
                      .anyMatch(line -> Double.parseDouble(line.substring(repeats.length())) >= 2));
      // what would be told would be told within a moment
      Thread.sleep(Duration.ofSeconds(3).toMillis());
    }
    running.destroyForcibly().waitFor();

    assertThat(servers.mail().getReceivedMessages()).as("mails").hasSize(1);
    assertThat(servers.mail().getReceivedMessages()[0].getSubject())
        .startsWith("Critical: Golden Noodle. Steamed noodles has stood still for ");
    assertThat(servers.webhooks()).hasSize(1).first().asString().contains("\"change\":\"raised\"");
    assertThat(tenant.lights()).hasSize(1).first().asString().contains("\"active\":1");
  }

  private static EmbeddedFlink flink(Path data) throws Exception {
    return EmbeddedFlink.start(data, LoopbackPorts.free(), 2);
  }

  private Process start(AlertServers servers, Map<String, String> settings) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-cp",
            System.getProperty("java.class.path"),
            "hk.innopark.gateway.GatewayMain");
    builder.environment().putAll(settings);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()))
            .start();
    servers.started(process::destroyForcibly);
    return process;
  }

  private static String metrics(Notifier notifier) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + notifier.healthPort() + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}

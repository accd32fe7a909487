package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.access.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Schemathesis makes requests of the API's own description, right ones and wrong ones, and looks
 * whether the console answers as it says. It is installed by .ci/run. How long it looks is said by
 * {@code -Dschemathesis.examples} and {@code -Dschemathesis.phases}, where it begins by {@code
 * -Dschemathesis.seed}.
 */
class SchemathesisIT {
  private static final Path PROGRAM = Path.of("target", "python", "bin", "schemathesis");

  /**
   * That from lies before to, and how far, is a rule between parameters, which OpenAPI cannot say.
   * A session that is made up is as good as any to the description, and nobody's.
   */
  private static final String BETWEEN_PARAMETERS =
      """
      [[operations]]
      include-path = "/api/figures"
      checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "404"]

      [[operations]]
      include-path = "/api/tenants/{tenant}/lines/{line}/annotations"
      checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404"]

      [[operations]]
      include-path = "/api/tenants/{tenant}/lines/{line}/orders"
      checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404"]

      [[operations]]
      include-path-regex = "^/api/tenants/[{]tenant[}]/(orders|products|footprint)"
      checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409"]

      [[operations]]
      include-path = "/api/tokens"
      checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403"]
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static TestServer database;
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    assumeTrue(Files.isExecutable(PROGRAM), "schemathesis is not installed: .ci/run does so");
    database = new TestServer();
    server = ApiIT.server(database);
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      database.close();
    }
  }

  @Test
  void aProgramWithATokenFindsNothingThatIsNotAsDescribed() throws Exception {
    Grant grant = new Grant(Role.TENANT_ENGINEER, "golden-noodle");
    String token =
        database
            .access()
            .tokens()
            .issue(
                database.account("robot", grant).id(),
                grant,
                "fuzz",
                EnumSet.allOf(Scope.class),
                Duration.ofDays(1));
    run("token", "[auth.openapi.token]\nbearer = \"${SECRET}\"\n", Map.of("SECRET", token));
  }

  @Test
  void aPlatformEngineersSessionFindsNothingEither() throws Exception {
    String session = database.platformSession();
    run(
        "session",
        "headers = { X-Change-Token = \"${CHANGE}\" }\n"
            + "[auth.openapi.session]\napi_key = \"${SECRET}\"\n"
            // what would end the session, or is limited by the minute
            + "[[operations]]\n"
            + "include-path-regex = \"^/api/(session|sign-in|account|ledger/verification)\"\n"
            + "enabled = false\n",
        Map.of("SECRET", session, "CHANGE", SessionCookie.changeToken(session)));
  }

  private static void run(String name, String settings, Map<String, String> secrets)
      throws Exception {
    Path folder = Path.of("target", "schemathesis", name);
    Files.createDirectories(folder);
    Path config = folder.resolve("schemathesis.toml");
    // the same requests each time
    String seed = System.getProperty("schemathesis.seed", "20261120");
    Files.writeString(config, "seed = " + seed + '\n' + settings + BETWEEN_PARAMETERS);
    Path report = folder.resolve("report.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM.toAbsolutePath().toString(),
            "--config-file",
            config.toAbsolutePath().toString(),
            "run",
            server.url() + "api/openapi.json",
            "--url",
            server.url(),
            "--max-examples",
            System.getProperty("schemathesis.examples", "2"),
            "--phases",
            System.getProperty("schemathesis.phases", "coverage,fuzzing"),
            "--workers",
            "2",
            // of itself it gives up after ten seconds, which a busy machine may need
            "--request-timeout",
            "180",
            "--no-color",
            "--continue-on-failure",
            "--report-dir",
            folder.toAbsolutePath().toString());
    // what it keeps of its runs
    builder.directory(folder.toFile());
    builder.environment().putAll(secrets);
    Process process = builder.redirectErrorStream(true).redirectOutput(report.toFile()).start();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String told = Files.readString(report);
    System.out.println(told.substring(Math.max(0, told.length() - 1_500)));
    assertThat(process.exitValue()).as(told).isZero();
  }
}

package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.events.Topics;
import hk.innopark.events.settings.Settings;
import hk.innopark.operations.watch.AnchorCheck;
import hk.innopark.operations.watch.CertificateCheck;
import hk.innopark.operations.watch.Check;
import hk.innopark.operations.watch.DeadLetterCheck;
import hk.innopark.operations.watch.DiskCheck;
import hk.innopark.operations.watch.LedgerCheck;
import hk.innopark.operations.watch.Watch;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteSigner;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "watch",
    description =
        "Looks at what nobody else does, and serves it to Prometheus under /metrics until it is"
            + " told to end: disks, certificates, the ledger (REGISTRY_JDBC_URL, an auditor's"
            + " login), dead letters by tenant (KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE)."
            + " What is not named is not looked at.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9250",
      description = "Where to listen. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen. Default: ${DEFAULT-VALUE}.")
  private String address;

  @Option(
      names = "--every",
      paramLabel = "DUR",
      defaultValue = "PT1M",
      description = "How often to look. Default: ${DEFAULT-VALUE}.")
  private Duration every;

  @Option(
      names = "--verify-at",
      paramLabel = "HH:MM",
      defaultValue = "02:30",
      description =
          "When to verify every chain of the ledger each night, by the clock in Hong Kong. What it"
              + " found is kept in the database. Default: ${DEFAULT-VALUE}.")
  private LocalTime verifyAt;

  @Mixin private AnchorOption anchors;

  @ArgGroup(exclusive = false)
  private Anchored anchored;

  /** What must be told together. */
  static final class Anchored {
    @Option(
        names = "--sign",
        required = true,
        paramLabel = "FILE",
        description =
            "Anchor every chain, signed with this private key; made there, with the public one in"
                + " FILE.pub, if missing. The nightly verification holds chains against these"
                + " anchors too.")
    private Path key;

    @Option(names = "--anchor-out", paramLabel = "FILE", description = "Append anchors to it.")
    private Path out;

    @Option(
        names = "--anchor-to-kafka",
        description = "Append anchors to topic " + Topics.ANCHORS + ".")
    private boolean toKafka;

    @Option(
        names = "--anchor-every",
        paramLabel = "DUR",
        defaultValue = "PT1H",
        description = "How often. Default: ${DEFAULT-VALUE}.")
    private Duration every;
  }

  @Option(
      names = "--disk",
      paramLabel = "NAME=DIR",
      description = "A folder whose disk is to be looked at, and its name in the metrics.")
  private Map<String, Path> disks = new LinkedHashMap<>();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "A file of certificates (PEM).")
  private List<Path> certificates = List.of();

  @Override
  public Integer call() throws Exception {
    Settings environment = new Settings(System.getenv());
    List<Check> checks = new ArrayList<>();
    if (!disks.isEmpty()) {
      checks.add(new DiskCheck(disks));
    }
    if (!certificates.isEmpty()) {
      checks.add(new CertificateCheck(certificates));
    }
    if (environment.text("REGISTRY_JDBC_URL").isPresent()) {
      Callable<Anchors> known = anchors(checks);
      known.call(); // a key or file that is wrong is said now, not at night
      checks.add(
          new LedgerCheck(
              stack.namedDatabase(), verifyAt, known, verifier(), InstantSource.system()));
    }
    if (environment.text("KAFKA_BOOTSTRAP_SERVERS").isPresent()) {
      checks.add(new DeadLetterCheck(stack.namedKafka()));
    }
    if (checks.isEmpty()) {
      throw new RefusedException(
          "nothing to look at: give --disk or --certificate, or set REGISTRY_JDBC_URL or"
              + " KAFKA_BOOTSTRAP_SERVERS");
    }
    try (Watch watch =
        Watch.start(
            checks,
            every,
            new InetSocketAddress(address, port),
            InstantSource.system(),
            line -> spec.commandLine().getErr().println("innopark watch: " + line))) {
      Terminal.standard().say("metrics at http://%s:%d/metrics".formatted(address, watch.port()));
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }

  /** Against which anchors chains are held; begins to write its own where that is asked for. */
  private Callable<Anchors> anchors(List<Check> checks) throws Exception {
    if (anchored == null) {
      return () -> anchors.read(() -> stack.namedKafka());
    }
    if (anchored.out == null && !anchored.toKafka) {
      throw new RefusedException("--sign: give --anchor-out, --anchor-to-kafka or both");
    }
    AnchorOption.requireSeldom("--anchor-every", anchored.every);
    NoteSigner signer = NoteSigner.keptIn(anchored.key, Keys.LEDGER);
    Optional<Path> out = Optional.ofNullable(anchored.out);
    checks.add(
        new AnchorCheck(
            stack.namedDatabase(),
            signer,
            out,
            anchored.toKafka ? Optional.of(stack.namedKafka()) : Optional.empty(),
            anchored.every,
            InstantSource.system()));
    return () ->
        anchors.read(
            () -> stack.namedKafka(), Optional.of(signer.verifier()), out.stream().toList());
  }

  /** One thread, which keeps nobody from ending. */
  private static Executor verifier() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "verification");
          thread.setDaemon(true);
          return thread;
        });
  }
}

package hk.innopark.cli.command;

import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultPlan;
import hk.innopark.simulators.feed.FeedSimulation;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.plant.TruthSink;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.simulators.publish.PlantRunner;
import hk.innopark.simulators.publish.RunnerProgress;
import hk.innopark.simulators.scenario.Scenario;
import hk.innopark.simulators.scenario.ScenarioFeed;
import hk.innopark.transports.sparkplug.SparkplugStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    description =
        "Lets simulated plants work: into a feed with --out, else to MQTT in real time. The same"
            + " seed, run and start give the same messages.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  private static final String CLIENT = "innopark-simulate";

  private enum FaultKind {
    NONE,
    DEMO
  }

  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @Option(
      names = {"--feed", "--out"},
      paramLabel = "FILE",
      description =
          "The feed (NDJSON; gzip where the name ends so). Of a scenario, what truly happened and"
              + " the registry of its plants are written beside it.")
  private Path file;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description =
          "Plants, time, orders and faults in one file (YAML): docs/feeds.md. Published to MQTT, it"
              + " begins now. The other options about plants and time do not go with it.")
  private Path scenarioFile;

  @Option(
      names = "--plants",
      paramLabel = "FILE",
      description = "Which plants (YAML). Default: those of the sample registry.")
  private Path plantsFile;

  @Option(names = "--tenant", paramLabel = "ID", description = "Only this tenant's plants.")
  private String tenant;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "When the plants begin, such as 2026-01-05T00:00:00Z. Default: --for ago for a feed, now"
              + " for MQTT.")
  private String from;

  @Option(
      names = "--for",
      paramLabel = "DUR",
      description = "How long they work, such as PT24H; required with --out.")
  private Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "From which all that is random is drawn. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--run",
      paramLabel = "ID",
      defaultValue = "demo",
      description = "The payloads say origin sim:ID. Default: ${DEFAULT-VALUE}.")
  private String run;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      defaultValue = "none",
      description = "none or demo. Default: ${DEFAULT-VALUE}.")
  private FaultKind faults;

  @Option(
      names = "--sparkplug",
      description =
          "The plants speak Sparkplug B instead of JSON: a line is an edge node, a machine a"
              + " device.")
  private boolean sparkplug;

  @Override
  public Integer call() throws Exception {
    if (scenarioFile != null) {
      return scenario();
    }
    SimulationRun simulation;
    Plants plants;
    try {
      simulation = new SimulationRun(seed, run);
      plants = plantsFile == null ? Plants.sample() : Plants.read(plantsFile);
      plants = tenant == null ? plants : plants.ofTenant(tenant);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    return file == null ? publish(plants, simulation) : write(plants, simulation);
  }

  private int scenario() throws Exception {
    for (String option : List.of("--plants", "--tenant", "--from", "--seed", "--run", "--faults")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " does not go with --scenario; the file says it");
      }
    }
    try {
      return file == null ? publishScenario() : writeScenario();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private int writeScenario() throws IOException {
    Terminal terminal = Terminal.standard();
    ScenarioFeed.Result result =
        new ScenarioFeed(Scenario.read(scenarioFile))
            .write(file, new ProgressBar(terminal, "simulation")::show);
    terminal.say("%,d messages in %s".formatted(result.messages(), file));
    terminal.say("truth in %s, registry in %s".formatted(result.truth(), result.registry()));
    result.faults().forEach((name, count) -> terminal.say("%s: %,d".formatted(name, count)));
    return ExitCode.DONE;
  }

  private int publishScenario() throws Exception {
    Clock clock = Clock.systemUTC();
    Scenario scenario =
        Scenario.read(scenarioFile).startingAt(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (scenario.needsFeed()) {
      throw new ParameterException(
          spec.commandLine(),
          scenarioFile + ": gateway_clock and compressed go into a feed only; give --feed");
    }
    boolean speaksSparkplug = scenario.language() == Scenario.Language.SPARKPLUG;
    try (MessageSink publisher = stack.publisher(CLIENT, speaksSparkplug)) {
      run(
          new PlantRunner(
              scenario.fleet(TruthSink.forgetting()),
              scenario.injector(),
              publisher,
              clock,
              null,
              RunnerProgress.SILENT),
          duration == null ? scenario.lasts() : duration);
    }
    return ExitCode.DONE;
  }

  private void run(PlantRunner runner, Duration lasts) throws IOException {
    TerminationSignals.handle(() -> stop(runner));
    if (lasts != null) {
      stopAfter(runner, lasts);
    }
    runner.run();
    Terminal.standard().say("%,d messages published".formatted(runner.published()));
  }

  private int write(Plants plants, SimulationRun simulation) throws IOException {
    if (duration == null) {
      throw new ParameterException(spec.commandLine(), "--for is needed with --out");
    }
    Instant begin =
        (from == null ? Instant.now().minus(duration) : instant()).truncatedTo(ChronoUnit.SECONDS);
    Terminal terminal = Terminal.standard();
    FeedSimulation.Result result =
        FeedSimulation.write(
            file,
            plants,
            simulation,
            begin,
            begin.plus(duration.truncatedTo(ChronoUnit.SECONDS)),
            sparkplug ? new SparkplugStage(injector()) : injector(),
            new ProgressBar(terminal, "simulation")::show);
    terminal.say("%,d messages in %s".formatted(result.messages(), file));
    return ExitCode.DONE;
  }

  private int publish(Plants plants, SimulationRun simulation) throws Exception {
    Clock clock = Clock.systemUTC();
    Instant start = from == null ? clock.instant() : instant();
    Fleet fleet = Fleet.startingAt(start, plants, simulation, TruthSink.forgetting());
    Terminal terminal = Terminal.standard();
    ProgressBar bar = new ProgressBar(terminal, "history");
    RunnerProgress progress = from == null ? RunnerProgress.SILENT : bar::show;
    try (MessageSink publisher = stack.publisher(CLIENT, sparkplug)) {
      run(new PlantRunner(fleet, injector(), publisher, clock, null, progress), duration);
    }
    return ExitCode.DONE;
  }

  private static void stopAfter(PlantRunner runner, Duration duration) {
    new Timer("end", true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                stop(runner);
              }
            },
            duration.toMillis());
  }

  private static void stop(PlantRunner runner) {
    try {
      runner.stop();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private FaultInjector injector() {
    return switch (faults) {
      case NONE -> FaultPlan.none();
      case DEMO -> FaultPlan.demo(seed);
    };
  }

  private Instant instant() {
    try {
      return Instant.parse(from);
    } catch (DateTimeParseException malformed) {
      throw new ParameterException(
          spec.commandLine(),
          "--from: '" + from + "' is not an instant such as 2026-01-05T00:00:00Z",
          malformed);
    }
  }
}

package hk.innopark.cli.command;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryFile;
import hk.innopark.registry.RegistryImport;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.BrokerCredentials;
import hk.innopark.registry.model.Registry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "registry",
    description = "Reference data: tenants, machines, calendars, tariffs, factors.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RegistryCommand.Import.class,
      RegistryCommand.Export.class,
      RegistryCommand.Acl.class
    })
final class RegistryCommand {

  @Command(
      name = "import",
      description =
          "Makes a file's content the reference data: all of it or, where anything in it is wrong,"
              + " nothing. Figures are computed by it from the minute that is printed, six to seven"
              + " minutes ahead; no restart is needed, and no minute of the past changes.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Parameters(paramLabel = "FILE", description = "Reference data (YAML).")
    private Path file;

    @Option(
        names = "--first",
        description = "Only where there are no reference data yet; otherwise change nothing.")
    private boolean onlyFirst;

    @Override
    public Integer call() throws Exception {
      RegistryFile registry = RegistryYaml.open(file);
      Warnings.tell(spec, registry.warnings());
      RegistryStore store = stack.registry(DatabaseRole.REGISTRAR);
      if (onlyFirst && !store.versions().isEmpty()) {
        Terminal.standard().say("there are reference data: nothing is imported");
        return ExitCode.DONE;
      }
      RegistryImport done;
      try (Waiting database = Waiting.until("importing into the database")) {
        done = store.importRegistry(registry.registry());
      }
      Warnings.tell(spec, done.warnings());
      output.say(Imported.of(done), terminal -> say(done, terminal));
      return ExitCode.DONE;
    }

    private record Imported(
        String version,
        String effectiveFrom,
        boolean changed,
        List<RegistryImport.Change> changes) {
      static Imported of(RegistryImport done) {
        return new Imported(
            done.version(),
            done.isNoOp() || done.effectiveFrom().equals(RegistryVersion.ALWAYS)
                ? null
                : done.effectiveFrom().toString(),
            !done.isNoOp(),
            done.changes());
      }
    }

    private static void say(RegistryImport done, Terminal terminal) {
      if (done.isNoOp()) {
        terminal.say("nothing has changed: version " + done.version());
        return;
      }
      for (RegistryImport.Change change : done.changes()) {
        terminal.say(
            "%s: %d added, %d changed, %d removed"
                .formatted(change.table(), change.added(), change.changed(), change.removed()));
      }
      terminal.say("version " + done.version() + " " + since(done.effectiveFrom()));
    }

    private static String since(Instant effectiveFrom) {
      return effectiveFrom.equals(RegistryVersion.ALWAYS)
          ? "applies to every minute"
          : "applies to the minutes from " + effectiveFrom + " on";
    }
  }

  @Command(
      name = "export",
      description = "Writes the reference data as they are known now, as YAML.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StackOption stack;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where to write them; default: standard output.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      if (out != null) {
        OutPlace.requireFile(spec, out);
      }
      OutPlace.write(out, stack.registry(DatabaseRole.REGISTRAR).export());
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "acl",
      description =
          "Writes who may connect to the MQTT broker, and to what: acl and passwords for Mosquitto,"
              + " users.json for the embedded broker, and each user's password under credentials/."
              + " Passwords that are there are kept.",
      mixinStandardHelpOptions = true)
  static final class Acl implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StackOption stack;

    @Option(
        names = "--registry",
        paramLabel = "FILE",
        description = "Reference data (YAML); default: those of the database.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      OutPlace.requireFolder(spec, out);
      Registry registry =
          file == null ? stack.registry(DatabaseRole.REGISTRAR).load() : RegistryYaml.read(file);
      int users = BrokerCredentials.write(registry, out).size();
      Terminal.standard().say("%,d users in %s".formatted(users, out));
      return ExitCode.DONE;
    }
  }
}

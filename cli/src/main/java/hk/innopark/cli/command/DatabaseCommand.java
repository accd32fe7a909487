package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "database",
    description = "The database of registry and ledger.",
    mixinStandardHelpOptions = true,
    subcommands = {DatabaseCommand.Prepare.class, DatabaseCommand.Tenants.class})
final class DatabaseCommand {

  @Command(
      name = "prepare",
      description =
          "Brings the schema up to date, and gives logins registrar, onboarder, writer, auditor,"
              + " tenant, console, notifier and relay their passwords, from files postgres-{login}"
              + " in the folder that LOGIN_PASSWORDS names. REGISTRY_JDBC_URL, REGISTRY_USER and"
              + " REGISTRY_PASSWORD are the owner's.",
      mixinStandardHelpOptions = true)
  static final class Prepare implements Callable<Integer> {
    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Override
    public Integer call() throws Exception {
      Map<DatabaseRole, String> passwords =
          passwords(ServerSettings.ofEnvironment().required("LOGIN_PASSWORDS"));
      DataSource owner = stack.namedDatabase();
      try (Waiting database = Waiting.until("the database is brought up to date")) {
        RegistrySchema.migrate(owner);
        passwords.forEach(
            (role, password) -> RegistrySchema.createLogin(owner, login(role), password, role));
      }
      output.say(
          Map.of("logins", passwords.size()),
          terminal -> terminal.say("schema up to date, %d logins".formatted(passwords.size())));
      return ExitCode.DONE;
    }

    private static Map<DatabaseRole, String> passwords(String folder) throws WrongSettingException {
      Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
      for (DatabaseRole role : DatabaseRole.values()) {
        Path file = Path.of(folder, "postgres-" + login(role));
        try {
          passwords.put(role, Files.readString(file).strip());
        } catch (IOException unreadable) {
          throw new WrongSettingException(
              "LOGIN_PASSWORDS: " + file + " cannot be read", unreadable);
        }
        if (passwords.get(role).isEmpty()) {
          throw new WrongSettingException("LOGIN_PASSWORDS: " + file + " is empty");
        }
      }
      return passwords;
    }

    private static String login(DatabaseRole role) {
      return role.name().toLowerCase(Locale.ROOT);
    }
  }

  @Command(
      name = "tenants",
      description =
          "Gives each tenant of the registry a login that reads its rows alone, with a random"
              + " password that is kept in file postgres-tenant-{id} of the folder that"
              + " TENANT_SECRETS names. REGISTRY_JDBC_URL, REGISTRY_USER and REGISTRY_PASSWORD are"
              + " the owner's.",
      mixinStandardHelpOptions = true)
  static final class Tenants implements Callable<Integer> {
    @Mixin private StackOption stack;

    @Override
    public Integer call() throws Exception {
      String folder = ServerSettings.ofEnvironment().required("TENANT_SECRETS");
      DataSource owner = stack.namedDatabase();
      List<Tenant> tenants = new RegistryStore(owner).load().tenants();
      for (Tenant tenant : tenants) {
        Path file = Path.of(folder, "postgres-" + RegistrySchema.tenantLogin(tenant.id()));
        RegistrySchema.createTenantLogin(owner, tenant.id(), Secret.keptIn(file).reveal());
      }
      Terminal.standard().say("%d tenants have a login".formatted(tenants.size()));
      return ExitCode.DONE;
    }
  }
}

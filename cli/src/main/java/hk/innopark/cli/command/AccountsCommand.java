package hk.innopark.cli.command;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.AccessRefusedException;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.RefusedException;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.action.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "accounts",
    description =
        "Who may sign in to the console. The environment's REGISTRY_USER is then a login of group"
            + " innopark_console.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AccountsCommand.ListAll.class,
      AccountsCommand.Add.class,
      AccountsCommand.Link.class
    })
final class AccountsCommand {
  private static final Duration LINK_LASTS = Duration.ofDays(3);

  /** What each needs. */
  abstract static class OnAccounts implements Callable<Integer> {
    @Mixin private StackOption stack;

    abstract void call(Access access, Terminal terminal) throws RefusedException;

    @Override
    public Integer call() throws RefusedException, IOException {
      try {
        call(Access.in(stack.database(DatabaseRole.CONSOLE)), Terminal.standard());
        return ExitCode.DONE;
      } catch (AccessRefusedException refused) {
        throw new RefusedException(refused.getMessage(), refused);
      }
    }

    static Account named(Access access, String name) throws RefusedException {
      return access
          .accounts()
          .named(name)
          .orElseThrow(() -> new RefusedException("there is no account " + name));
    }

    static void record(Access access, String action, String tenant, String subject) {
      String user = System.getProperty("user.name");
      access
          .actions()
          .append(
              new Action(
                  user,
                  "command line",
                  tenant == null ? "" : tenant,
                  "local",
                  action,
                  subject,
                  ""));
    }
  }

  @Command(
      name = "list",
      description = "Every account and its rights.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends OnAccounts {
    @Override
    void call(Access access, Terminal terminal) {
      for (Account account : access.accounts().all()) {
        String grants =
            account.grants().stream().map(Grant::toString).collect(Collectors.joining(", "));
        terminal.say(
            "%-24s %s%s"
                .formatted(
                    account.name(),
                    grants.isEmpty() ? "no rights" : grants,
                    account.disabled() ? " (disabled)" : ""));
      }
    }
  }

  @Command(
      name = "add",
      description =
          "Adds an account, or gives an existing one a further right. Prints nothing secret: give"
              + " the person a link.",
      mixinStandardHelpOptions = true)
  static final class Add extends OnAccounts {
    @Parameters(paramLabel = "NAME", description = "To sign in with; lower case.")
    private String name;

    @Option(names = "--full-name", paramLabel = "TEXT", description = "Default: the name.")
    private String fullName;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose, for a tenant's role.")
    private String tenant;

    @Override
    void call(Access access, Terminal terminal) throws RefusedException {
      Grant grant;
      try {
        grant = new Grant(role, tenant);
      } catch (IllegalArgumentException wrong) {
        throw new RefusedException("--tenant: " + wrong.getMessage(), wrong);
      }
      if (access.accounts().named(name).isEmpty()) {
        access.accounts().add(name, fullName == null ? name : fullName);
        record(access, "add account", null, name);
      }
      access.accounts().grant(named(access, name), grant);
      record(access, "grant", tenant, name + ": " + grant);
      terminal.say(name + " is " + grant);
    }
  }

  @Command(
      name = "link",
      description = "Prints a link that signs in once, within three days.",
      mixinStandardHelpOptions = true)
  static final class Link extends OnAccounts {
    @Parameters(paramLabel = "NAME", description = "Of the account.")
    private String name;

    @Option(
        names = "--console",
        paramLabel = "URL",
        defaultValue = "http://127.0.0.1:8080",
        description = "Where browsers find the console. Default: ${DEFAULT-VALUE}.")
    private String console;

    @Override
    void call(Access access, Terminal terminal) throws RefusedException {
      Account account = named(access, name);
      String token = access.links().issue(account, LINK_LASTS);
      record(access, "issue sign-in link", null, name);
      terminal.say(console.replaceAll("/+$", "") + "/sign-in#" + token);
    }
  }
}

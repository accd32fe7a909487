package hk.innopark.embedded.stack;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The accounts that a stack has from the start: {@value #ENGINEER} runs the platform, {@value
 * #AUDITOR} is HKSTP's, and each tenant has one of its id. Their passwords are random, each in a
 * file of the data folder's secrets.
 */
final class SampleAccounts {
  static final String ENGINEER = "engineer";
  static final String AUDITOR = "auditor";

  private static final Duration LINK_LASTS = Duration.ofDays(1);

  private SampleAccounts() {}

  /** Adds those that are missing, and gives the token of a link that signs the engineer in. */
  static String open(Access access, Registry registry, DataFolder data) throws IOException {
    Account engineer =
        account(
            access, data, ENGINEER, "Platform engineer", List.of(Grant.of(Role.PLATFORM_ENGINEER)));
    account(access, data, AUDITOR, "HKSTP auditor", List.of(Grant.of(Role.AUDITOR)));
    for (Tenant tenant : registry.tenants()) {
      account(
          access,
          data,
          tenant.id().toLowerCase(Locale.ROOT),
          tenant.name(),
          List.of(
              new Grant(Role.TENANT_ENGINEER, tenant.id()),
              new Grant(Role.TENANT_VIEWER, tenant.id()),
              new Grant(Role.LINE_OPERATOR, tenant.id())));
    }
    return access.links().issue(engineer, LINK_LASTS);
  }

  static String secretName(String account) {
    return "console-" + account;
  }

  private static Account account(
      Access access, DataFolder data, String name, String fullName, List<Grant> grants)
      throws IOException {
    Optional<Account> known = access.accounts().named(name);
    if (known.isPresent()) {
      return known.get();
    }
    Account account = access.accounts().add(name, fullName);
    grants.forEach(grant -> access.accounts().grant(account, grant));
    access.accounts().setPassword(account, Secret.keptIn(data.secret(secretName(name))).reveal());
    return account;
  }
}

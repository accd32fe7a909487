package hk.innopark.registry.action;

/**
 * Something that a person did.
 *
 * @param account who, by the account's name; for a command, the operating system's user
 * @param role by which right
 * @param tenant whose data it was about; empty for none or every
 * @param address from where
 * @param action what, such as {@code sign-in} or {@code export}
 * @param subject on what; may be empty
 * @param reason free text, why; may be empty
 */
public record Action(
    String account,
    String role,
    String tenant,
    String address,
    String action,
    String subject,
    String reason) {}

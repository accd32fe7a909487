package hk.innopark.console.shopfloor;

/**
 * A stop of a machine, or a part of one with a name of its own; times are epoch milliseconds.
 *
 * @param state {@code down} or {@code idle}
 * @param machineReason the machine's own; null where it gives none
 * @param named the standard reason that people gave; null where they gave none
 * @param reason the reason in the tenant's words; null where none was given
 * @param annotation the id of what was said; null where nothing was
 * @param comment the newest one about it; null where there is none
 * @param by who said so last; null where nobody did
 */
public record Stop(
    String machine,
    long begin,
    long end,
    String state,
    String machineReason,
    String named,
    String reason,
    String annotation,
    String comment,
    String by,
    boolean ongoing) {}

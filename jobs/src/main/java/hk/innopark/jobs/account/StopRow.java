package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.account.ReasonNames.Word;

/**
 * A stop of a machine, or a part of one that has a name of its own. It is known by machine, origin
 * and begin; a later row of the same takes its place.
 *
 * @param beginMillis inclusive, epoch milliseconds
 * @param endMillis exclusive; of one that goes on, as far as it is known
 * @param state DOWN or IDLE
 * @param machineReason what the machine says; null where it says nothing
 * @param named the standard reason that people gave; null where they gave none
 * @param reason what people said, in the tenant's own words; null where they said nothing
 * @param annotation the id of what people said; null where they said nothing
 * @param isOngoing whether the machine still stands, as far as is known
 * @param isGone whether there is no such stop any more
 */
public record StopRow(
    MachineId machine,
    String origin,
    long beginMillis,
    long endMillis,
    MachineState state,
    DowntimeReason machineReason,
    DowntimeReason named,
    String reason,
    String annotation,
    boolean isOngoing,
    boolean isGone) {

  static StopRow of(MachineId machine, String origin, StopPiece piece, Word word) {
    return new StopRow(
        machine,
        origin,
        piece.fromMillis(),
        piece.toMillis(),
        piece.state(),
        piece.machineReason(),
        word == null ? null : word.standard(),
        word == null ? null : word.reason(),
        word == null ? null : word.id(),
        piece.isOngoing(),
        piece.isGone());
  }
}

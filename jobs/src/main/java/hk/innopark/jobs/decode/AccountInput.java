package hk.innopark.jobs.decode;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;

/**
 * What reaches an account: a reading, or notice of a message that could not be decoded.
 *
 * @param reading null where the message could not be decoded
 * @param raw the message itself, for where it must be handed on
 */
public record AccountInput(MachineId machine, String origin, RawMessage raw, Reading reading) {

  /** The key of an account: machine and origin. */
  public String key() {
    return origin + '|' + machine.key();
  }
}

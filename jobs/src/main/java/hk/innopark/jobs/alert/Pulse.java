package hk.innopark.jobs.alert;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.AccountInput;
import hk.innopark.jobs.element.Entity;

/**
 * Of a machine's message that which says whether its sensors live.
 *
 * @param timestampMillis when the sample was taken
 * @param receivedAtMillis when it arrived
 * @param state null where the message carries none
 */
public record Pulse(
    Entity machine,
    long timestampMillis,
    long receivedAtMillis,
    MachineState state,
    SignalValues values) {
  /** The machine's MQTT topic, by which its messages are keyed. */
  public String topic() {
    return new MachineId(machine.estate(), machine.tenant(), machine.line(), machine.machine())
        .topic();
  }

  static Pulse of(AccountInput input) {
    Reading reading = input.reading();
    return new Pulse(
        Entity.of(input.machine(), input.origin()),
        reading.timestampMillis(),
        reading.receivedAtMillis(),
        reading.state(),
        reading.values());
  }
}

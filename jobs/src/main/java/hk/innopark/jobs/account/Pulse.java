package hk.innopark.jobs.account;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.element.Entity;

/**
 * Of a machine's message that which says whether its sensors live.
 *
 * @param topic the machine's MQTT topic, by which its messages are keyed
 * @param name the machine's {@link Entity#key()}
 * @param timestampMillis when the sample was taken
 * @param receivedAtMillis when it arrived
 * @param state null where the message carries none
 */
public record Pulse(
    String topic,
    String name,
    Entity machine,
    long timestampMillis,
    long receivedAtMillis,
    MachineState state,
    SignalValues values) {
  /** Of a machine whose topic and key are not at hand. */
  public static Pulse of(
      Entity machine,
      long timestampMillis,
      long receivedAtMillis,
      MachineState state,
      SignalValues values) {
    MachineId id =
        new MachineId(machine.estate(), machine.tenant(), machine.line(), machine.machine());
    return new Pulse(
        id.topic(), machine.key(), machine, timestampMillis, receivedAtMillis, state, values);
  }
}

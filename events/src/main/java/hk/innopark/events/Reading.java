package hk.innopark.events;

/**
 * One message of one machine, decoded and valid in itself.
 *
 * @param origin "real", or {@code sim:{run}} for simulated data
 * @param timestampMillis when the machine took the sample
 * @param receivedAtMillis when the gateway received the message
 * @param boot changes when the device restarts
 * @param sequence rises by one a message within a boot
 * @param state null where the message carries none. Where {@code values} then has {@link
 *     Signal#STATE}, the machine's state is unknown from this moment on: its edge node died
 * @param reason null where the message carries none
 * @param product null where the message carries none
 * @param order null where the message carries none
 * @param unknownSignals how many signals were ignored
 * @param digest a digest of topic and payload; {@link MessageDigestSum#ZERO} in a further reading
 *     of a message that is counted with its first
 */
public record Reading(
    MachineId machine,
    String origin,
    long timestampMillis,
    long receivedAtMillis,
    String boot,
    long sequence,
    MachineState state,
    DowntimeReason reason,
    String product,
    String order,
    SignalValues values,
    int unknownSignals,
    MessageDigestSum digest) {

  /** What the origin of simulated data begins with. */
  public static final String SIMULATED_PREFIX = "sim:";

  /** The origin of data that was not simulated. */
  public static final String REAL = "real";
}

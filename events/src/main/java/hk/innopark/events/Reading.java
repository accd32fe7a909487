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
 * @param reasonText what the message says where that is no listed reason, {@link FreeText}; else
 *     null
 * @param product {@link FreeText}; null where the message carries none
 * @param order {@link FreeText}; null where the message carries none
 * @param quarantined bit n is set where the signal with ordinal n, also the state, has a value that
 *     cannot be right by itself and was passed over
 * @param unknownSignals how many signals were ignored
 * @param unknownMembers how many members of the envelope were ignored, as they are unknown or hold
 *     no text where text belongs
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
    String reasonText,
    String product,
    String order,
    SignalValues values,
    int quarantined,
    int unknownSignals,
    int unknownMembers,
    MessageDigestSum digest) {

  /** What the origin of simulated data begins with. */
  public static final String SIMULATED_PREFIX = "sim:";

  /** The origin of data that was not simulated. */
  public static final String REAL = "real";

  /** One of which nothing was passed over, and whose reason is a listed one. */
  public Reading(
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
    this(
        machine,
        origin,
        timestampMillis,
        receivedAtMillis,
        boot,
        sequence,
        state,
        reason,
        null,
        product,
        order,
        values,
        0,
        unknownSignals,
        0,
        digest);
  }

  /** How many signals were passed over. */
  public int quarantinedSignals() {
    return Integer.bitCount(quarantined);
  }

  /** Whether the signal's value was passed over. */
  public boolean isQuarantined(Signal signal) {
    return (quarantined & 1 << signal.ordinal()) != 0;
  }
}

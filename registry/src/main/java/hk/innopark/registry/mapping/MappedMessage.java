package hk.innopark.registry.mapping;

import hk.innopark.events.MachineState;
import hk.innopark.events.SignalValues;
import java.util.OptionalLong;

/**
 * What a message in a maker's own form says.
 *
 * @param timestampMillis when the sample was taken; of the receipt where the message does not say
 * @param hasStamp whether the message says when
 * @param boot null where the message names none
 * @param sequence empty where the mapping names none
 * @param state null where the message carries none
 * @param reason as the device writes it; null where the message carries none
 * @param product null where the message carries none
 * @param order null where the message carries none
 * @param quarantined bit n is set where the signal with ordinal n has a value that cannot be right
 */
public record MappedMessage(
    long timestampMillis,
    boolean hasStamp,
    String boot,
    OptionalLong sequence,
    MachineState state,
    String reason,
    String product,
    String order,
    SignalValues values,
    int quarantined) {}

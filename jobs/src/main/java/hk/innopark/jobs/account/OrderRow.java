package hk.innopark.jobs.account;

import hk.innopark.events.MachineId;

/**
 * What a machine did for an order, as far as it is known; a later row takes its place.
 *
 * @param product null where none is named
 * @param beginMillis stamp of the first sample that names the order
 * @param endMillis stamp of the last
 * @param elements packed
 */
@SuppressWarnings("ArrayRecordComponent")
public record OrderRow(
    MachineId machine,
    String origin,
    String order,
    String product,
    long beginMillis,
    long endMillis,
    byte[] elements) {}

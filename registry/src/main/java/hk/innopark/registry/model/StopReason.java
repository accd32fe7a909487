package hk.innopark.registry.model;

import hk.innopark.events.DowntimeReason;

/**
 * A tenant's own reason for a stop.
 *
 * @param under the reason of which it is a kind; null at the top of the tree
 * @param standard as which it is counted
 */
public record StopReason(
    String tenant, String id, String name, String under, DowntimeReason standard) {}

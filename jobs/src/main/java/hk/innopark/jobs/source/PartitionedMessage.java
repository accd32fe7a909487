package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;

/** A message and the partition from which it was read. */
public record PartitionedMessage(int partition, RawMessage message) {}

package hk.innopark.registry.action;

import java.time.Instant;

/** An action as the database keeps it, with its number and the database's time. */
public record RecordedAction(long seq, Instant at, Action action) {}

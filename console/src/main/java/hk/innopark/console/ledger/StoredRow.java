package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.LedgerRow;

/**
 * A row as it is stored.
 *
 * @param recordedAt epoch milliseconds; null where the database does not say
 * @param intact whether its hash is what its content gives
 * @param withheld whether some of its content is left out here; its hash is of all of it
 */
public record StoredRow(LedgerRow row, Long recordedAt, boolean intact, boolean withheld) {}

/** The audit ledger: closed periods, append-only, one hash chain for each tenant and origin. */
package hk.innopark.registry.ledger;

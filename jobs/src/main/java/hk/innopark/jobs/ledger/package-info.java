/** Chains ledger entries: one order, one hash chain, for each tenant and origin. */
package hk.innopark.jobs.ledger;

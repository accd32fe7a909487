/** The audit ledger as the console reads it. */
package hk.innopark.console.ledger;

/** Chained ledger rows into PostgreSQL, once each. */
package hk.innopark.jobs.sink.ledger;

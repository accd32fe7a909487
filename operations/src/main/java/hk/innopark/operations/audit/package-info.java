/** What the ledger says, for people who must answer for it. */
package hk.innopark.operations.audit;

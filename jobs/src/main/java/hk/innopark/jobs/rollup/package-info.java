/** Sums of element deltas: machine to line, tenant and estate; minute to month. */
package hk.innopark.jobs.rollup;

/**
 * Sparkplug B 3.0: what an edge node says, with what its births said before, as the readings that
 * JSON would have given.
 */
package hk.innopark.jobs.sparkplug;

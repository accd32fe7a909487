/** The live pipeline over a bounded feed, without any server. */
package hk.innopark.jobs.compute;

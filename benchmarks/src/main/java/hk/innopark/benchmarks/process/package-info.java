/** The processes that a run starts, and what they cost. */
package hk.innopark.benchmarks.process;

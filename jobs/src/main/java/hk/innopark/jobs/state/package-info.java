/** What Flink keeps, in bytes of formats that are versioned by themselves. */
package hk.innopark.jobs.state;

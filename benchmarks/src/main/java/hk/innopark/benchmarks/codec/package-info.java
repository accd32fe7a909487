/** Bytes into readings, and figures into bytes: one thread, no server, CPU time of the thread. */
package hk.innopark.benchmarks.codec;

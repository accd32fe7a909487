/** The gateway beside {@code mosquitto_sub | kcat}. */
package hk.innopark.benchmarks.bridge;

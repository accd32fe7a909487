/**
 * From raw messages in Kafka to figures: the project's pipeline beside peers that add up the same
 * sums, and beside the least that the work can cost.
 */
package hk.innopark.benchmarks.account;

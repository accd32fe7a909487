/** How source and sinks reach Kafka. */
package hk.innopark.jobs.kafka;

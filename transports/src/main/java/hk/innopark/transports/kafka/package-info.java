/** Feeds to Kafka. */
package hk.innopark.transports.kafka;

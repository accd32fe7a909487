/** Kafka's topics as commands read them. */
package hk.innopark.operations.kafka;

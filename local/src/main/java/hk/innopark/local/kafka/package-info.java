/** Kafka's topics as commands read them. */
package hk.innopark.local.kafka;

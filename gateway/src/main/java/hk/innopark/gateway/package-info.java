/** The bridge from MQTT to Kafka: what it acknowledges to the broker is in Kafka. */
package hk.innopark.gateway;

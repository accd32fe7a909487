/** Sends messages to MQTT and Kafka, and runs the plants against the clock. */
package hk.innopark.simulators.publish;

/** An MQTT 5 broker in a JVM of its own, whose life ends with its parent's. */
package hk.innopark.broker;

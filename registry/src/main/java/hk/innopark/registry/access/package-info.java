/** The users of MQTT brokers as the registry has them, and the secrets that are kept for them. */
package hk.innopark.registry.access;

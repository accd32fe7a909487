/** Feeds to and from an MQTT broker. */
package hk.innopark.transports.mqtt;

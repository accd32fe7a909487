/**
 * Plants that speak Sparkplug B 3.0 instead of JSON: a line is an edge node, a machine a device.
 */
package hk.innopark.transports.sparkplug;

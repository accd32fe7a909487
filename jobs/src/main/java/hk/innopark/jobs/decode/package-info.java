/** Messages of devices that speak their maker's way, read by the registry's mapping. */
package hk.innopark.jobs.decode;

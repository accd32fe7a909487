/**
 * What becomes of a message's bytes: a reading or a refusal. Messages of devices that speak their
 * maker's way are read here, by the registry's mapping.
 */
package hk.innopark.jobs.decode;

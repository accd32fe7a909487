/** Settings that several parts read alike: secrets and certificates. */
package hk.innopark.events.settings;

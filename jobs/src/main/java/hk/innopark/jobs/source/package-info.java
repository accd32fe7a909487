/** Where messages come from, and their decoding. */
package hk.innopark.jobs.source;

/** Where messages come from, and which way each takes. */
package hk.innopark.jobs.source;

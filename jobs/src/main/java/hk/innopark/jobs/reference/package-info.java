/** Reference data as the operators read it: per machine, per minute, cached. */
package hk.innopark.jobs.reference;

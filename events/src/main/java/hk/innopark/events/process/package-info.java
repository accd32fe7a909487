/** What every process of the platform does: it ends in order, and says how it is. */
package hk.innopark.events.process;

/** What somebody has to look at now and then, so that nobody has to: as metrics for Prometheus. */
package hk.innopark.operations.watch;

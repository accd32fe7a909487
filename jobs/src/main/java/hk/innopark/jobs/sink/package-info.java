/** What the sinks share: typed settings from the environment, and secrets that are never shown. */
package hk.innopark.jobs.sink;

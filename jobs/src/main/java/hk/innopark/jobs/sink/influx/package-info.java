/**
 * Figure rows into InfluxDB: routed to buckets, encoded as line protocol, batched, and written
 * until the server has taken them.
 */
package hk.innopark.jobs.sink.influx;

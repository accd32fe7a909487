/** Buckets, tokens, organisations and dashboards on InfluxDB 2 and Grafana servers. */
package hk.innopark.operations.provision;

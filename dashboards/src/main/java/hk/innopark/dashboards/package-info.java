/** Grafana dashboards as code: what the JSON under {@code dashboards/grafana} is made from. */
package hk.innopark.dashboards;

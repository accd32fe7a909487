/** Alerts: what a shop floor wants to be told, with hysteresis, by the plant's own time. */
package hk.innopark.jobs.alert;

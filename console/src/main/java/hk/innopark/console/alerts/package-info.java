/** Alerts as the notifier keeps them: who was told, and who acknowledged. */
package hk.innopark.console.alerts;

/**
 * Tells people and programs of alerts: from Kafka by PostgreSQL to e-mail, webhooks and MQTT. What
 * was refused is kept for them to see.
 */
package hk.innopark.notifier;

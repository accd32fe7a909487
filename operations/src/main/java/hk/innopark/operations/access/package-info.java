/** Who may use topics of Kafka. */
package hk.innopark.operations.access;

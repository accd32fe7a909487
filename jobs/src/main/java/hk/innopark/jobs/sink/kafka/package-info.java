/** What is not counted into figures, back into Kafka: refused messages and late ones. */
package hk.innopark.jobs.sink.kafka;

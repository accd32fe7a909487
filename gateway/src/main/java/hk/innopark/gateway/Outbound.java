package hk.innopark.gateway;

import hk.innopark.events.RejectReason;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record on its way to Kafka.
 *
 * @param rejected why it is a dead letter; empty for a message that is bridged
 */
record Outbound(ProducerRecord<byte[], byte[]> record, Optional<RejectReason> rejected) {}

package hk.innopark.gateway;

/**
 * What a gateway has done since it was made. While nothing is under way, {@code received = bridged
 * + deadLettered + abandoned}.
 *
 * @param received messages that the broker handed over, repetitions included
 * @param bridged of them, confirmed by Kafka in the raw topic
 * @param deadLettered of them, confirmed by Kafka as dead letters
 * @param abandoned of them, dropped unacknowledged as their connection ended: the broker sends them
 *     again
 * @param acked PUBACKs sent, each after Kafka's confirmation
 * @param inFlight received on a live connection and not confirmed yet
 */
public record GatewayCounts(
    long received, long bridged, long deadLettered, long abandoned, long acked, long inFlight) {}

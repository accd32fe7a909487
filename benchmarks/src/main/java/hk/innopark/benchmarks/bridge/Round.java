package hk.innopark.benchmarks.bridge;

/**
 * What one round of one contestant took.
 *
 * @param seconds from the moment the contestant was let go to the moment Kafka had the last message
 * @param cpuSeconds of the contestant's processes in that time
 * @param brokerCpuSeconds of Mosquitto in that time
 * @param kafkaCpuSeconds of Kafka in that time
 * @param peakBytes the most memory that the contestant's processes have held so far
 */
record Round(
    String contestant,
    int number,
    long messages,
    double seconds,
    double cpuSeconds,
    double brokerCpuSeconds,
    double kafkaCpuSeconds,
    long peakBytes) {

  double messagesPerSecond() {
    return messages / seconds;
  }

  double messagesPerCpuSecond() {
    return messages / cpuSeconds;
  }
}

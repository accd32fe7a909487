package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import hk.innopark.benchmarks.process.ProcessMeter;
import java.io.IOException;

/**
 * What one round of one contestant took, from the end of its warming up.
 *
 * @param messages that were measured
 * @param rows that were written for them
 * @param bytes of line protocol; 0 where none is written
 * @param checkpointMillis the median time of a checkpoint; 0 where there was none
 * @param checkpointBytes of the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AccountRound(
    String contestant,
    long messages,
    long rows,
    long bytes,
    double seconds,
    double cpuSeconds,
    double compilerCpuSeconds,
    double collectorCpuSeconds,
    long peakBytes,
    int checkpoints,
    long checkpointMillis,
    long checkpointBytes,
    Checksums checksums) {

  static AccountRound of(
      AccountTask task, long messages, long rows, ProcessMeter used, Checksums checksums)
      throws IOException {
    return new AccountRound(
        task.contestant(),
        messages,
        rows,
        0,
        used.nanos() / 1e9,
        used.cpuSeconds(),
        used.compilerCpuSeconds(),
        used.collectorCpuSeconds(),
        ProcessMeter.peakBytes(),
        0,
        0,
        0,
        checksums);
  }

  AccountRound withLines(long lineBytes) {
    return new AccountRound(
        contestant,
        messages,
        rows,
        lineBytes,
        seconds,
        cpuSeconds,
        compilerCpuSeconds,
        collectorCpuSeconds,
        peakBytes,
        checkpoints,
        checkpointMillis,
        checkpointBytes,
        checksums);
  }

  AccountRound withCheckpoints(int count, long medianMillis, long lastBytes) {
    return new AccountRound(
        contestant,
        messages,
        rows,
        bytes,
        seconds,
        cpuSeconds,
        compilerCpuSeconds,
        collectorCpuSeconds,
        peakBytes,
        count,
        medianMillis,
        lastBytes,
        checksums);
  }

  /** Without the compilers' time. */
  double cpuSecondsAMillion() {
    return (cpuSeconds - compilerCpuSeconds) / messages * 1e6;
  }

  double compilerCpuSecondsAMillion() {
    return compilerCpuSeconds / messages * 1e6;
  }

  double collectorCpuSecondsAMillion() {
    return collectorCpuSeconds / messages * 1e6;
  }

  double messagesPerSecond() {
    return messages / seconds;
  }

  double rowsAMessage() {
    return (double) rows / messages;
  }
}

package hk.innopark.benchmarks.codec;

/**
 * What one round of one contestant took.
 *
 * @param cpuSeconds of the process, without its compilers
 * @param checksum what the work came to; the same for all that do the same work
 */
record CodecRound(
    CodecContestant contestant, long operations, double cpuSeconds, double seconds, long checksum) {
  double perCpuSecond() {
    return operations / cpuSeconds;
  }
}

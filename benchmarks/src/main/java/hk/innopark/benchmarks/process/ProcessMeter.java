package hk.innopark.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process has used so far.
 *
 * @param nanos of a clock that only runs
 * @param cpuSeconds of all threads
 * @param compilerCpuSeconds of the just-in-time compilers' threads, which a job that runs for days
 *     pays once
 * @param collectorCpuSeconds of the garbage collector's threads
 */
public record ProcessMeter(
    long nanos, double cpuSeconds, double compilerCpuSeconds, double collectorCpuSeconds) {
  private static final List<String> COMPILERS = List.of("C1 Comp", "C2 Comp");
  private static final List<String> COLLECTORS = List.of("GC Thread", "G1 ");
  private static final double TICKS_A_SECOND = 100;
  private static final int USER_TICKS = 11;

  public static ProcessMeter now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new ProcessMeter(
        System.nanoTime(),
        system.getProcessCpuTime() / 1e9,
        cpuSecondsOf(COMPILERS),
        cpuSecondsOf(COLLECTORS));
  }

  public ProcessMeter since(ProcessMeter start) {
    return new ProcessMeter(
        nanos - start.nanos,
        cpuSeconds - start.cpuSeconds,
        compilerCpuSeconds - start.compilerCpuSeconds,
        collectorCpuSeconds - start.collectorCpuSeconds);
  }

  /** The most memory that this process has held, in bytes. */
  public static long peakBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static double cpuSecondsOf(List<String> threads) {
    double ticks = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        ticks += ticksOf(task, threads);
      }
    } catch (IOException noSuchFolder) {
      return 0;
    }
    return ticks / TICKS_A_SECOND;
  }

  private static long ticksOf(Path task, List<String> threads) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      int end = stat.lastIndexOf(')');
      String name = stat.substring(stat.indexOf('(') + 1, end);
      if (threads.stream().noneMatch(name::startsWith)) {
        return 0;
      }
      String[] fields = stat.substring(end + 2).split(" ", -1);
      return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    } catch (IOException ended) {
      return 0;
    }
  }
}

package hk.innopark.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the operating system says of processes, and what is said to them. */
public final class Processes {
  private Processes() {}

  /** Processor time of all of them so far, in seconds. */
  public static double cpuSeconds(List<Process> processes) {
    return processes.stream()
        .mapToDouble(
            process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
        .sum();
  }

  /** The most resident memory that each has held, summed, in bytes; 0 where /proc does not tell. */
  public static long peakBytes(List<Process> processes) {
    return processes.stream().mapToLong(Processes::peakBytes).sum();
  }

  private static long peakBytes(Process process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException untold) {
      return 0;
    }
  }

  /** SIGSTOP: they keep their connections and do nothing. */
  public static void freeze(List<Process> processes) throws IOException, InterruptedException {
    signal("STOP", processes);
  }

  public static void thaw(List<Process> processes) throws IOException, InterruptedException {
    signal("CONT", processes);
  }

  private static void signal(String name, List<Process> processes)
      throws IOException, InterruptedException {
    for (Process process : processes) {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new IOException("process " + process.pid() + " has ended before its time");
      }
    }
  }

  public static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package hk.innopark.benchmarks.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store that takes every line, and notes when it had the line in which a message counts: the
 * machine's minute, whose times come to as much as has passed up to the message.
 */
final class LatencyStore implements AutoCloseable {
  private static final Pattern MINUTE =
      Pattern.compile(
          "^throughput,.*grain=minute,level=machine,(line=\\S*),origin=real,(tenant=\\S*) (\\S+)"
              + " (\\d+)$");
  private static final Pattern TIME =
      Pattern.compile("(?:^|,)(?:planned_busy_s|outside_plan_s)=([0-9.]+)");
  private static final long MINUTE_MILLIS = 60_000;
  private static final long AWAIT_MILLIS = 10_000;

  private final HttpServer server;
  private final Map<String, Integer> machines = new HashMap<>();

  /** By machine: when its first message was due. */
  private final Map<Integer, Long> begun = new HashMap<>();

  /** By machine and minute: when the messages in it were due. */
  private final Map<Long, List<Long>> scheduled = new HashMap<>();

  private final Map<Long, Integer> counted = new HashMap<>();

  /** Of each message that was seen: when it was due after the first, and how long it took. */
  private final List<Latency> latencies = new ArrayList<>();

  private long firstDue = Long.MAX_VALUE;
  private long lastDue;
  private long due;
  private long seen;

  /** How long a message took that was due so long after the first. */
  record Latency(long dueMillis, long millis) {}

  LatencyStore(Workload workload) throws IOException {
    for (int i = 0; i < workload.machines(); i++) {
      machines.put(
          "line=%s,machine=%s|tenant=%s"
              .formatted(
                  workload.line(i), workload.machine(i), workload.tenant(workload.tenantOf(i))),
          i);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void scheduled(int machine, long dueMillis) {
    firstDue = Math.min(firstDue, dueMillis);
    lastDue = Math.max(lastDue, dueMillis);
    due++;
    begun.putIfAbsent(machine, dueMillis);
    scheduled
        .computeIfAbsent(key(machine, dueMillis / MINUTE_MILLIS), unseen -> new ArrayList<>())
        .add(dueMillis);
  }

  private static long key(int machine, long minute) {
    return (minute << 24) | machine;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      exchange.sendResponseHeaders(204, -1);
      long now = System.currentTimeMillis();
      body.lines().filter(line -> line.startsWith("throughput,")).forEach(l -> note(l, now));
    }
  }

  private synchronized void note(String line, long now) {
    Matcher row = MINUTE.matcher(line);
    if (!row.matches()) {
      return;
    }
    Integer machine = machines.get(row.group(1) + "|" + row.group(2));
    if (machine == null) {
      return;
    }
    long minute = Long.parseLong(row.group(4)) / MINUTE_MILLIS;
    long key = key(machine, minute);
    long start = Math.max(minute * MINUTE_MILLIS, begun.getOrDefault(machine, 0L));
    long until = start + Math.round(1_000 * seconds(row.group(3)));
    List<Long> times = scheduled.getOrDefault(key, List.of());
    int before = counted.getOrDefault(key, 0);
    int count = before;
    for (; count < times.size() && times.get(count) <= until; count++) {
      seen++;
      latencies.add(new Latency(times.get(count) - firstDue, now - times.get(count)));
    }
    counted.put(key, count);
  }

  /** The time of a minute that has passed, as far as the line says. */
  private static double seconds(String fields) {
    double seconds = 0;
    for (Matcher time = TIME.matcher(fields); time.find(); ) {
      seconds += Double.parseDouble(time.group(1));
    }
    return seconds;
  }

  /** Waits until everything that was due has been seen; the sender has waited before. */
  void await(Process pipeline) throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + AWAIT_MILLIS;
    while (missing() > 0) {
      if (!pipeline.isAlive()) {
        throw new IOException("the pipeline has ended");
      }
      if (System.currentTimeMillis() > end) {
        throw new IOException(missingAt(System.currentTimeMillis()));
      }
      Thread.sleep(100);
    }
  }

  /** How many messages are in no figure, and how long they have had for it. */
  synchronized String missingAt(long nowMillis) {
    return "%d messages are in no figure, %d s after the last was due"
        .formatted(missing(), (nowMillis - lastDue) / 1_000);
  }

  /** How many messages are in no figure yet. */
  synchronized long missing() {
    return due - seen;
  }

  /** In ascending order, of the messages that were due in a time after the first. */
  synchronized long[] latencies(long fromMillis, long toMillis) {
    return latencies.stream()
        .filter(latency -> latency.dueMillis >= fromMillis && latency.dueMillis < toMillis)
        .mapToLong(Latency::millis)
        .sorted()
        .toArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

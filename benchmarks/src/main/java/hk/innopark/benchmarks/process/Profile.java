package hk.innopark.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where a flight recording's samples of Java code lie. */
public final class Profile {
  private static final String OURS = "hk.innopark.";
  private static final int PACKAGE_PARTS = 4;
  private static final int ROWS = 30;

  private final Map<String, Integer> ownByPackage = new HashMap<>();
  private final Map<String, Integer> byStep = new HashMap<>();
  private final Map<String, Integer> ownByMethod = new HashMap<>();
  private final Map<String, Integer> withCalleesByMethod = new HashMap<>();
  private final Map<String, Integer> allocationByMethod = new HashMap<>();
  private int samples;
  private long allocationSamples;

  private Profile() {}

  public static Profile read(Path recording) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getStackTrace() != null) {
          switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> profile.add(event.getStackTrace().getFrames());
            case "jdk.ObjectAllocationSample" ->
                profile.allocated(event.getStackTrace().getFrames(), event.getLong("weight"));
            default -> {}
          }
        }
      }
    }
    return profile;
  }

  private void add(List<RecordedFrame> frames) {
    samples++;
    count(ownByPackage, packageOf(frames.get(0).getMethod()), 1);
    count(ownByMethod, nameOf(frames.get(0).getMethod()), 1);
    count(byStep, stepOf(frames), 1);
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : frames) {
      String method = nameOf(frame.getMethod());
      if (frame.getMethod().getType().getName().startsWith(OURS) && seen.add(method)) {
        count(withCalleesByMethod, method, 1);
      }
    }
  }

  private void allocated(List<RecordedFrame> frames, long bytes) {
    int kilobytes = (int) (bytes / 1024);
    allocationSamples += kilobytes;
    for (RecordedFrame frame : frames) {
      if (frame.getMethod().getType().getName().startsWith(OURS)) {
        count(allocationByMethod, nameOf(frame.getMethod()), kilobytes);
        return;
      }
    }
    count(allocationByMethod, "elsewhere: " + packageOf(frames.get(0).getMethod()), kilobytes);
  }

  /** The package of ours that is nearest to the top of the stack, or else the library's. */
  private static String stepOf(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith(OURS)) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
      }
    }
    return packageOf(frames.get(frames.size() > 1 ? 1 : 0).getMethod());
  }

  private static String packageOf(RecordedMethod method) {
    String[] parts = method.getType().getName().split("\\.", -1);
    int end = Math.min(PACKAGE_PARTS, parts.length - 1);
    return String.join(".", List.of(parts).subList(0, end));
  }

  private static String nameOf(RecordedMethod method) {
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  private static void count(Map<String, Integer> counts, String name, int weight) {
    counts.merge(name, weight, Integer::sum);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(samples).append(" samples\n");
    table(text, "by step: our package nearest to the top of the stack", byStep, samples);
    table(text, "own time by package", ownByPackage, samples);
    table(text, "own time by method", ownByMethod, samples);
    table(text, "our methods with what they call", withCalleesByMethod, samples);
    table(text, "allocation by our method", allocationByMethod, allocationSamples);
    return text.toString();
  }

  private static void table(
      StringBuilder text, String title, Map<String, Integer> counts, long total) {
    text.append('\n').append(title).append('\n');
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(ROWS)
        .forEach(
            entry ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%6.2f %%  %s%n",
                        100.0 * entry.getValue() / Math.max(1, total),
                        entry.getKey())));
  }
}

package hk.innopark.embedded.stack;

/** Pages of the stack. */
public record StackUrls(String console, String flink, String timeSeries) {}

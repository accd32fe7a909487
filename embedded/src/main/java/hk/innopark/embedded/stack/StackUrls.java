package hk.innopark.embedded.stack;

/**
 * Pages of the stack.
 *
 * @param signIn signs in to the console once, as who runs the platform
 */
public record StackUrls(String console, String signIn, String flink, String timeSeries) {}

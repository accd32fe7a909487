package hk.innopark.jobs.sink.influx;

/**
 * Some lines for one bucket, on their way from where they were written to where they are sent.
 *
 * @param lines how many
 * @param bytes each line with its line feed; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record LineBlock(String bucket, int lines, byte[] bytes) {}

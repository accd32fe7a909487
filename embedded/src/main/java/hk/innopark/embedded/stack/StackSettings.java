package hk.innopark.embedded.stack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the stack is started with.
 *
 * @param installation where the software lies
 * @param data where everything is kept
 * @param history how much of it the plants have at the first start on that folder
 * @param consolePort on 127.0.0.1
 */
public record StackSettings(
    Installation installation, Path data, Duration history, int consolePort) {}

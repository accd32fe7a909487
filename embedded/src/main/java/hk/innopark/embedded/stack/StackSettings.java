package hk.innopark.embedded.stack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the stack is started with.
 *
 * @param home the folder of the software, below which the broker's class path lies
 * @param data where everything is kept
 * @param history how much of it the plants have at the first start on that folder
 * @param consolePort on 127.0.0.1
 */
public record StackSettings(Path home, Path data, Duration history, int consolePort) {}

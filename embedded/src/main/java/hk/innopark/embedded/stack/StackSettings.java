package hk.innopark.embedded.stack;

import java.time.Duration;

/**
 * What the stack is started with.
 *
 * @param installation where the software lies
 * @param history how much of it the plants have at the first start on a data folder
 * @param consolePort on 127.0.0.1
 */
public record StackSettings(Installation installation, Duration history, int consolePort) {}

package hk.innopark.registry;

import java.util.List;

/**
 * Reference data that is refused. The message holds one line a problem, each complete in itself:
 * source, path inside it, what is wrong.
 */
public final class RegistryException extends RuntimeException {
  private final List<String> problems;

  public RegistryException(String problem) {
    this(List.of(problem));
  }

  public RegistryException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  RegistryException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order of the file as far as possible; never empty. */
  public List<String> problems() {
    return problems;
  }
}

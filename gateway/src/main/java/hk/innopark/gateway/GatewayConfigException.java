package hk.innopark.gateway;

import java.util.List;

/** Settings that cannot be used; the message names each key and what is wrong with its value. */
public final class GatewayConfigException extends RuntimeException {
  private final transient List<String> problems;

  GatewayConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each starting with the key. */
  public List<String> problems() {
    return problems;
  }
}

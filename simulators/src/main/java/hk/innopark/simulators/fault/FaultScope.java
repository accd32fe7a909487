package hk.innopark.simulators.fault;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The machines that a fault meets. */
public record FaultScope(Predicate<MachineId> machines) {
  public static FaultScope everywhere() {
    return new FaultScope(machine -> true);
  }

  public static FaultScope machine(MachineId id) {
    return new FaultScope(id::equals);
  }

  public static FaultScope tenant(String tenant) {
    return new FaultScope(machine -> machine.tenant().equals(tenant));
  }

  /**
   * The machines whose key {@code estate/tenant/line/machine} matches one of the patterns, in which
   * {@code *} stands for anything within a part and {@code **} for anything at all. A pattern of
   * fewer parts counts from the right: {@code oven-1}, {@code line-1/*}.
   */
  public static FaultScope matching(List<String> patterns) {
    List<Pattern> compiled = patterns.stream().map(FaultScope::compile).toList();
    return new FaultScope(
        machine -> compiled.stream().anyMatch(pattern -> pattern.matcher(machine.key()).matches()));
  }

  private static Pattern compile(String pattern) {
    StringBuilder expression = new StringBuilder("(?:.*/)?");
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.startsWith("**", i)) {
        expression.append(".*");
        i++;
      } else if (pattern.charAt(i) == '*') {
        expression.append("[^/]*");
      } else {
        expression.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      }
    }
    return Pattern.compile(expression.toString());
  }

  boolean covers(RawMessage message) {
    return MachineId.ofTopic(message.topic()).filter(machines).isPresent();
  }
}

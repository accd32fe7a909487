package hk.innopark.simulators.plant;

import java.time.Duration;
import java.util.List;

/**
 * A simulated line: machines that work by one calendar on one product at a time.
 *
 * @param cleaning null where the line is not cleaned at the end of a shift
 */
public record PlantLine(
    String estate,
    String tenant,
    String id,
    PlantType type,
    WorkCalendar calendar,
    List<String> products,
    Cleaning cleaning,
    List<PlantMachine> machines) {

  /** Planned cleaning at the end of the shift that is named. */
  public record Cleaning(String shift, Duration lasts) {}

  /** Identifies the line in draws: what happens to the whole line is drawn from it. */
  String key() {
    return estate + '/' + tenant + '/' + id;
  }
}

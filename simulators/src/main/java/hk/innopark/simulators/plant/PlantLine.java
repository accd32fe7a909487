package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
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

  PlantLine on(WorkCalendar other) {
    boolean isCleaned =
        cleaning != null
            && other.shifts().stream().anyMatch(shift -> shift.id().equals(cleaning.shift()));
    return new PlantLine(
        estate, tenant, id, type, other, products, isCleaned ? cleaning : null, machines);
  }

  /** The line's first machines under another id. */
  PlantLine copy(String otherId, int first) {
    List<PlantMachine> copies =
        machines.subList(0, first).stream()
            .map(
                machine ->
                    machine.as(new MachineId(estate, tenant, otherId, machine.id().machine())))
            .toList();
    return new PlantLine(estate, tenant, otherId, type, calendar, products, cleaning, copies);
  }

  boolean isOf(MachineId machine) {
    return machine.estate().equals(estate)
        && machine.tenant().equals(tenant)
        && machine.line().equals(id);
  }

  /** Identifies the line in draws: what happens to the whole line is drawn from it. */
  String key() {
    return estate + '/' + tenant + '/' + id;
  }
}

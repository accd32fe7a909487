package hk.innopark.registry.model;

import java.util.List;

/**
 * A production line.
 *
 * @param name what people call it; the id where the file gives none
 * @param calendar the id of its {@link ShiftCalendar}
 */
public record Line(String id, String name, String calendar, List<Machine> machines) {}

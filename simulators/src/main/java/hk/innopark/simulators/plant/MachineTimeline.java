package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a machine does at any moment: a function of the seed and the moment alone, so that it can be
 * asked from anywhere. Days are made when they are asked for, and the last few are kept.
 */
final class MachineTimeline {
  private static final long LONGEST_STOP = 20 * 60_000L;
  private static final long LONGEST_REPAIR = 4 * 3_600_000L;
  private static final long SHORTEST_REPAIR = 61_000L;
  private static final long SHORTEST_STOP = 4_000L;
  private static final double OVERRUN_SHARE = 0.3;
  private static final int DAYS_KEPT = 2;
  private static final Set<MachineState> RUNNING = Set.of(MachineState.RUNNING);
  private static final Set<MachineState> WORKING =
      Set.of(MachineState.RUNNING, MachineState.IDLE, MachineState.SETUP);
  private static final Set<MachineState> BREAKABLE =
      Set.of(MachineState.RUNNING, MachineState.IDLE, MachineState.SETUP, MachineState.DOWN);

  private record Stop(long start, long end, DowntimeReason reason) {}

  private final long seed;
  private final PlantLine line;
  private final PlantMachine machine;
  private final int position;
  private final Map<Long, List<Segment>> days = new LinkedHashMap<>();
  private Segment last;

  /**
   * @param position of the machine in the line, from 0
   */
  MachineTimeline(long seed, PlantLine line, int position) {
    this.seed = seed;
    this.line = line;
    this.machine = line.machines().get(position);
    this.position = position;
  }

  /** The segment that holds the moment. */
  Segment at(long millis) {
    if (last == null || millis < last.startMillis() || millis >= last.endMillis()) {
      last = find(millis);
    }
    return last;
  }

  /**
   * The first moment after this one at which the state, the reason or the product changes, or the
   * limit where nothing changes before it.
   */
  long nextChangeAfter(long millis, long limit) {
    Segment now = at(millis);
    for (Segment then = now; then.endMillis() < limit; ) {
      then = find(then.endMillis());
      if (!then.looksLike(now)) {
        return then.startMillis();
      }
    }
    return limit;
  }

  /** Whether the machine looks different from the moment before. */
  boolean changesAt(long millis) {
    Segment now = at(millis);
    return now.startMillis() == millis && !find(millis - 1).looksLike(now);
  }

  private Segment find(long millis) {
    List<Segment> day = day(line.calendar().epochDayOf(millis));
    int low = 0;
    int high = day.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (day.get(middle).endMillis() <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return day.get(low);
  }

  private List<Segment> day(long epochDay) {
    List<Segment> day = days.get(epochDay);
    if (day == null) {
      day = plan(epochDay);
      if (days.size() >= DAYS_KEPT) {
        days.remove(days.keySet().iterator().next());
      }
      days.put(epochDay, day);
    }
    return day;
  }

  private List<Segment> plan(long epochDay) {
    WorkCalendar calendar = line.calendar();
    DayCanvas canvas =
        new DayCanvas(calendar.startOfDay(epochDay), calendar.startOfDay(epochDay + 1));
    List<WorkCalendar.Worked> shifts = new ArrayList<>(calendar.shiftsStarting(epochDay - 1));
    shifts.addAll(calendar.shiftsStarting(epochDay));
    for (WorkCalendar.Worked shift : shifts) {
      paintShift(canvas, shift);
    }
    for (long day = epochDay - 1; day <= epochDay; day++) {
      for (Stop stop : shortStops(day)) {
        canvas.paint(stop.start, stop.end, RUNNING, MachineState.IDLE, stop.reason);
      }
      paintNeighbours(canvas, day);
    }
    for (long day = epochDay - 1; day <= epochDay; day++) {
      for (Stop stop : breakdowns(machine, day)) {
        canvas.paint(stop.start, stop.end, WORKING, MachineState.DOWN, stop.reason);
      }
    }
    for (WorkCalendar.Worked shift : shifts) {
      paintPauses(canvas, shift);
    }
    return List.copyOf(canvas.segments(planned(shifts)));
  }

  /** Work on one product after the other, each begun with a set-up. */
  private void paintShift(DayCanvas canvas, WorkCalendar.Worked shift) {
    long length = shift.endMillis() - shift.startMillis();
    // one draw for the whole line: its machines change the product together
    Draw lineDraw = Draw.of(seed, line.key() + "#" + shift.shift().id(), shift.epochDay());
    int runs =
        (int) Math.max(1, Math.round((double) length / line.type().changeoverEvery().toMillis()));
    int product = (int) lineDraw.nextBelow(line.products().size());
    Draw own = Draw.of(seed, machine.id().key() + "#setup#" + shift.shift().id(), shift.epochDay());
    long end = shift.endMillis() + overrun(own);
    for (int run = 0; run < runs; run++) {
      double jitter = run == 0 ? 0 : (lineDraw.next() - 0.5) * 0.5;
      long from = shift.startMillis() + (long) (length * (run + jitter) / runs);
      canvas.paintWork(
          from,
          end,
          line.products().get((product + run) % line.products().size()),
          order(shift, run));
      long setup = (long) (line.type().setup().toMillis() * (0.6 + 0.8 * own.next()));
      canvas.paint(
          from,
          Math.min(from + setup, shift.endMillis()),
          RUNNING,
          MachineState.SETUP,
          DowntimeReason.CHANGEOVER);
    }
  }

  /** One order a run of a product: {@code 20260303-early-1}. */
  private static String order(WorkCalendar.Worked shift, int run) {
    String day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(shift.epochDay()));
    return day + '-' + shift.shift().id() + '-' + (run + 1);
  }

  private long overrun(Draw draw) {
    boolean runsOn = draw.next() < OVERRUN_SHARE;
    return runsOn ? (long) (draw.next() * line.type().overrun().toMillis()) : 0;
  }

  private void paintPauses(DayCanvas canvas, WorkCalendar.Worked shift) {
    PlantLine.Cleaning cleaning = line.cleaning();
    if (cleaning != null && cleaning.shift().equals(shift.shift().id())) {
      canvas.paint(
          shift.endMillis() - cleaning.lasts().toMillis(),
          shift.endMillis(),
          BREAKABLE,
          MachineState.PLANNED_DOWN,
          DowntimeReason.CLEANING);
    }
    for (long[] pause : shift.breaks()) {
      canvas.paint(pause[0], pause[1], BREAKABLE, MachineState.PLANNED_DOWN, null);
    }
  }

  private static List<long[]> planned(List<WorkCalendar.Worked> shifts) {
    List<long[]> planned = new ArrayList<>();
    for (WorkCalendar.Worked shift : shifts) {
      long at = shift.startMillis();
      for (long[] pause : shift.breaks()) {
        planned.add(new long[] {at, pause[0]});
        at = pause[1];
      }
      planned.add(new long[] {at, shift.endMillis()});
    }
    return planned;
  }

  private List<Stop> shortStops(long epochDay) {
    Draw draw = Draw.of(seed, machine.id().key() + "#stop", epochDay);
    List<Stop> stops = new ArrayList<>();
    long dayStart = line.calendar().startOfDay(epochDay);
    double every = line.type().stopEvery().toMillis();
    double lasts = line.type().stopLasts().toMillis();
    for (double at = draw.nextExponential(every);
        at < WorkCalendar.DAY_MILLIS;
        at += draw.nextExponential(every)) {
      long length = Math.min(LONGEST_STOP, SHORTEST_STOP + (long) draw.nextExponential(lasts));
      DowntimeReason reason = PlantType.choose(line.type().stopReasons(), draw.next());
      long start = dayStart + (long) at;
      stops.add(new Stop(start, start + length, reason));
    }
    return stops;
  }

  private List<Stop> breakdowns(PlantMachine broken, long epochDay) {
    Draw draw = Draw.of(seed, broken.id().key() + "#down", epochDay);
    List<Stop> stops = new ArrayList<>();
    long dayStart = line.calendar().startOfDay(epochDay);
    double every = broken.mtbf().toMillis();
    for (double at = draw.nextExponential(every);
        at < WorkCalendar.DAY_MILLIS;
        at += draw.nextExponential(every)) {
      long length =
          Math.min(
              LONGEST_REPAIR,
              SHORTEST_REPAIR + (long) draw.nextExponential((double) broken.mttr().toMillis()));
      DowntimeReason reason = PlantType.choose(line.type().downReasons(), draw.next());
      long start = dayStart + (long) at;
      stops.add(new Stop(start, start + length, reason));
      at += (double) length;
    }
    return stops;
  }

  /** Who stands before a broken machine is blocked, who stands after it is starved. */
  private void paintNeighbours(DayCanvas canvas, long epochDay) {
    if (line.type().coupling() == PlantType.Coupling.NONE) {
      return;
    }
    for (int other = 0; other < line.machines().size(); other++) {
      int distance = Math.abs(other - position);
      if (distance == 0) {
        continue;
      }
      long delay = distance * line.type().buffer().toMillis();
      DowntimeReason reason = other < position ? DowntimeReason.STARVED : DowntimeReason.BLOCKED;
      for (Stop stop : breakdowns(line.machines().get(other), epochDay)) {
        if (stop.start + delay < stop.end) {
          canvas.paint(
              stop.start + delay, stop.end + delay / 4, RUNNING, MachineState.IDLE, reason);
        }
      }
    }
  }
}

package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Follows each machine's state and order, and hands over what is over. Not thread-safe. */
final class TruthJournal {
  private final TruthSink sink;
  private final Map<MachineId, Course> courses = new LinkedHashMap<>();

  private static final class Course {
    Segment segment;
    long segmentStart;
    long segmentEnd;
    String order;
    String product;
    long orderBegin;
    long orderEnd;
    long good;
    long reject;
    long nanoKwh;
  }

  TruthJournal(TruthSink sink) {
    this.sink = sink;
  }

  void time(MachineId machine, long at, Segment segment, long millis) {
    Course course = courses.computeIfAbsent(machine, id -> new Course());
    boolean goesOn =
        course.segment != null
            && course.segment.looksLike(segment)
            && course.segment.planning() == segment.planning();
    if (!goesOn) {
      endState(machine, course);
      course.segmentStart = at;
    }
    course.segment = segment;
    course.segmentEnd = at + millis;
    if (segment.order() != null) {
      if (!segment.order().equals(course.order)) {
        endOrder(machine, course);
        course.order = segment.order();
        course.product = segment.product();
        course.orderBegin = at;
      }
      course.orderEnd = at + millis;
    }
  }

  void amount(MachineId machine, TruthElement element, long amount) {
    Course course = courses.get(machine);
    if (course == null || course.segment == null || course.segment.order() == null) {
      return;
    }
    switch (element) {
      case GOOD -> course.good += amount;
      case REJECT -> course.reject += amount;
      case GRID, PV -> course.nanoKwh += amount;
      default -> {}
    }
  }

  void finish() {
    courses.forEach(
        (machine, course) -> {
          endState(machine, course);
          endOrder(machine, course);
        });
    courses.clear();
  }

  private void endState(MachineId machine, Course course) {
    if (course.segment != null) {
      Segment segment = course.segment;
      sink.state(
          new TruthSink.StateInterval(
              machine,
              course.segmentStart,
              course.segmentEnd,
              segment.state(),
              segment.reason(),
              segment.product(),
              segment.order(),
              segment.planning() == Segment.Planning.PLANNED));
    }
  }

  private void endOrder(MachineId machine, Course course) {
    if (course.order != null) {
      sink.order(
          new TruthSink.OrderResult(
              machine,
              course.order,
              course.product,
              course.orderBegin,
              course.orderEnd,
              course.good,
              course.reject,
              course.nanoKwh));
      course.good = 0;
      course.reject = 0;
      course.nanoKwh = 0;
    }
  }
}

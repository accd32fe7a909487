package hk.innopark.jobs.figures;

import static hk.innopark.jobs.reference.HongKong.millis;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;

/** Totals of a line's two hours, as a test needs them; elements in the units people think in. */
final class Totals {
  static final long START = millis("2026-03-03T10:00");
  static final long END = millis("2026-03-03T12:00");
  static final Entity MACHINE =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  static final Entity LINE = MACHINE.at(Level.LINE);

  private final Elements elements = new Elements();

  Totals seconds(Element element, long seconds) {
    return exactly(element, seconds * 1000);
  }

  Totals nano(Element element, double units) {
    return exactly(element, Math.round(units * 1e9));
  }

  Totals intervals(Element element, long intervals) {
    return exactly(element, intervals * 1_000_000);
  }

  Totals exactly(Element element, long amount) {
    elements.add(element, amount);
    return this;
  }

  PeriodTotal closed() {
    return at(Stage.CLOSED, 1, END);
  }

  PeriodTotal at(Stage stage, int revision, long asOfMillis) {
    return of(LINE, Grain.HOUR, stage, revision, asOfMillis);
  }

  PeriodTotal of(Entity entity, Grain grain, Stage stage, int revision, long asOfMillis) {
    return new PeriodTotal(
        entity, grain, null, START, END, asOfMillis, revision, stage, elements.pack(), 130.0);
  }
}

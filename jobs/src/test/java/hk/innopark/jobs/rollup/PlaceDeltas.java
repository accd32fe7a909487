package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Sums that tests send to the operator of a place, and what it says of their periods. */
final class PlaceDeltas {
  static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  static final Entity LINE = OVEN.at(Level.LINE);
  static final long LIVE = Long.MAX_VALUE;

  /** What a test compares of a total. */
  record Said(Stage stage, int revision, long good) {}

  private PlaceDeltas() {}

  static KeyedOperator<ElementDelta, PeriodTotal> open(long until, Grain... grains)
      throws Exception {
    return open(until, null, new HashMapStateBackend(), grains);
  }

  static KeyedOperator<ElementDelta, PeriodTotal> openBelow(Level above) throws Exception {
    return open(LIVE, above, new HashMapStateBackend(), Grain.HOUR);
  }

  static KeyedOperator<ElementDelta, PeriodTotal> open(
      long until, Level above, StateBackend backend, Grain... grains) throws Exception {
    RollupConfig config = RollupConfig.DEFAULT.withGrains(Set.of(grains));
    return KeyedOperator.ofOperator(
        () -> new PlaceOperator(SAMPLE, config, above, until), delta -> delta.entity(), backend);
  }

  static void good(
      KeyedOperator<ElementDelta, PeriodTotal> operator, long items, String minute, String slot)
      throws Exception {
    send(operator, LINE, items, minute, slot);
  }

  static void send(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      Entity entity,
      long items,
      String minute,
      String slot)
      throws Exception {
    send(operator, entity, items, millis(minute), millis(slot));
  }

  static void send(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      Entity entity,
      long items,
      long minute,
      long slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, items);
    operator.send(new ElementDelta(entity.key(), minute, slot, elements.pack()), slot);
  }

  static void grid(
      KeyedOperator<ElementDelta, PeriodTotal> operator, long nanoKwh, String minute, String slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GRID_NANO_KWH, nanoKwh);
    operator.send(
        new ElementDelta(LINE.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  /** Sample intervals that were expected and came. */
  static void expected(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      int intervals,
      int valid,
      String minute,
      String slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.EXPECTED_MICRO_INTERVALS, intervals * 1_000_000L);
    elements.add(Element.VALID_MICRO_INTERVALS, valid * 1_000_000L);
    operator.send(
        new ElementDelta(LINE.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  static long good(ElementDelta delta) {
    return Elements.unpack(delta.elements()).get(Element.GOOD_ITEMS);
  }

  /** The stages of all periods, without what is said while they are open. */
  static List<Stage> stages(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return operator.takeOutput().stream()
        .map(PeriodTotal::stage)
        .filter(stage -> stage != Stage.OPEN)
        .toList();
  }

  static List<Said> said(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return operator.takeOutput().stream().map(PlaceDeltas::said).toList();
  }

  static List<Said> closed(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return said(operator).stream().filter(said -> said.stage() == Stage.CLOSED).toList();
  }

  static Said said(PeriodTotal total) {
    return new Said(
        total.stage(), total.revision(), Elements.unpack(total.elements()).get(Element.GOOD_ITEMS));
  }
}

package hk.innopark.jobs.figures;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.Reading;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order of a line on a day is the sum of its machines'. */
class OrderFunctionTest {
  private static final String DAY = "2026-03-03";
  private static final long TEN = millis(DAY + "T10:00");

  private KeyedOperator<OrderRow, OrderRow> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        KeyedOperator.open(
            () -> new OrderFunction(ReferenceData.Source.of(RegistryYaml.sample())),
            OrderFunction::keyOf);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private static OrderRow row(String machine, long beginMillis, long endMillis, Object... sums) {
    Elements elements = new Elements();
    for (int index = 0; index < sums.length; index += 2) {
      elements.add((Element) sums[index], ((Number) sums[index + 1]).longValue());
    }
    return new OrderRow(
        Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", machine), Reading.REAL),
        "po-1",
        "noodle",
        DAY,
        beginMillis,
        endMillis,
        elements.pack(),
        0);
  }

  private List<OrderRow> send(OrderRow row) throws Exception {
    operator.send(row, TEN);
    return operator.takeOutput();
  }

  private static long good(OrderRow row) {
    return Elements.unpack(row.elements()).get(Element.GOOD_ITEMS);
  }

  @Test
  void aLinesOrderIsTheSumOfItsMachinesAndReachesFromTheFirstToTheLast() throws Exception {
    send(row("oven-1", TEN, TEN + 1000, Element.GOOD_ITEMS, 3));
    List<OrderRow> said = send(row("packer-1", TEN - 500, TEN + 700, Element.GOOD_ITEMS, 4));
    assertThat(said).hasSize(2);
    assertThat(said.get(0).entity().machine()).isEqualTo("packer-1");
    assertThat(good(said.get(0))).isEqualTo(4);
    OrderRow line = said.get(1);
    assertThat(line.entity().level()).isEqualTo(Level.LINE);
    assertThat(line.entity().machine()).isNull();
    assertThat(line.order()).isEqualTo("po-1");
    assertThat(line.product()).isEqualTo("noodle");
    assertThat(good(line)).isEqualTo(7);
    assertThat(line.beginMillis()).isEqualTo(TEN - 500);
    assertThat(line.endMillis()).isEqualTo(TEN + 1000);
  }

  @Test
  void aLaterRowTakesThePlaceOfAMachinesEarlierOne() throws Exception {
    send(row("oven-1", TEN, TEN, Element.GOOD_ITEMS, 3));
    assertThat(good(send(row("oven-1", TEN, TEN, Element.GOOD_ITEMS, 5)).get(1))).isEqualTo(5);
    operator.restart();
    assertThat(good(send(row("packer-1", TEN, TEN, Element.GOOD_ITEMS, 1)).get(1))).isEqualTo(6);
  }

  @Test
  void eachEmissionThatLacksAFactorIsNamed() throws Exception {
    assertThat(send(row("oven-1", TEN, TEN, Element.GRID_NANO_KWH, 1)).get(0).missingScopes())
        .as("the sample has both factors of the grid")
        .isZero();
    OrderRow gas = send(row("oven-1", TEN, TEN, Element.GAS_NANO_M3, 1)).get(0);
    assertThat(gas.lacks(Emission.SCOPE1)).isTrue();
    assertThat(gas.lacks(Emission.SCOPE2_LOCATION)).isFalse();
    assertThat(gas.lacks(Emission.SCOPE2_MARKET)).isFalse();
    OrderRow line = send(row("packer-1", TEN, TEN, Element.GRID_NANO_KWH, 1)).get(1);
    assertThat(line.lacks(Emission.SCOPE1)).as("one of its machines lacks it").isTrue();
  }

  @Test
  void beforeTheFirstFactorsEveryScopeOfTheGridIsMissing() throws Exception {
    OrderRow old =
        new OrderRow(
            row("oven-1", TEN, TEN).entity(),
            "po-1",
            null,
            "2020-03-03",
            TEN,
            TEN,
            Elements.unpack(row("oven-1", TEN, TEN, Element.GRID_NANO_KWH, 1).elements()).pack(),
            0);
    OrderRow said = send(old).get(0);
    assertThat(said.lacks(Emission.SCOPE2_LOCATION)).isTrue();
    assertThat(said.lacks(Emission.SCOPE2_MARKET)).isTrue();
    assertThat(said.lacks(Emission.SCOPE1)).isFalse();
  }

  @Test
  void theKeyTellsOrdersProductsDaysAndLinesApart() {
    OrderRow noodle = row("oven-1", TEN, TEN);
    assertThat(OrderFunction.keyOf(noodle))
        .isEqualTo(OrderFunction.keyOf(row("packer-1", TEN, TEN)))
        .contains("po-1", "noodle", DAY, "line-1");
    OrderRow without =
        new OrderRow(noodle.entity(), "po-1", null, DAY, TEN, TEN, noodle.elements(), 0);
    assertThat(OrderFunction.keyOf(without)).isNotEqualTo(OrderFunction.keyOf(noodle));
  }

  @Test
  void aDaysOrdersAreForgottenElevenDaysAfterItBegan() throws Exception {
    send(row("oven-1", TEN, TEN, Element.GOOD_ITEMS, 3));
    operator.watermark(millis("2026-03-14T00:00") - 1);
    assertThat(operator.stateEntries()).isEqualTo(1);
    operator.watermark(millis("2026-03-14T00:00"));
    assertThat(operator.stateEntries()).isZero();
  }
}

package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.OvenOperator.OVEN;
import static hk.innopark.jobs.account.OvenOperator.message;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say of a machine's time, in the operator of machines. */
class MachineOperatorAnnotationTest {
  private OvenOperator accounts;

  @BeforeEach
  void open() throws Exception {
    accounts = OvenOperator.open();
  }

  @AfterEach
  void close() {
    accounts.close();
  }

  private static RawMessage word(
      MachineId machine, String id, double second, double from, double to, String says) {
    String payload =
        "{\"id\":\"%s\",\"at\":%d,\"from\":%d,\"to\":%d,\"by\":\"mei\"%s}"
            .formatted(id, at(second), at(from), at(to), says);
    String topic =
        Topics.ANNOTATION_PREFIX + machine.topic().substring(Topics.MQTT_PREFIX.length());
    return new RawMessage(at(second), topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static RawMessage word(String id, double second, String says) {
    return word(OVEN, id, second, 10, 80, says);
  }

  /** Down from the tenth second to the eightieth. */
  private void stop() throws Exception {
    for (int number = 0; number <= 9; number++) {
      boolean isDown = number >= 1 && number < 8;
      accounts.send(
          message(
              number,
              number * 10,
              "\"state\":\"%s\",\"good_count\":%d"
                  .formatted(isDown ? "DOWN" : "RUNNING", isDown ? 1 : number)));
    }
    accounts.watermark(at(91));
  }

  private StopRow lastStop() {
    List<StopRow> stops = accounts.sideOutput(MachineOperator.STOPS);
    return stops.get(stops.size() - 1);
  }

  private List<String> refusals() {
    return accounts.letters().stream().map(MachineOperatorAnnotationTest::refusal).toList();
  }

  private static String refusal(DeadLetter letter) {
    return letter.reason() + ": " + letter.detail();
  }

  @Test
  void aStopHasTheNameThatTheTenantGivesIt() throws Exception {
    stop();
    assertThat(lastStop().named()).isNull();
    long before = accounts.counted(MachineOperator.DECODED);
    accounts.send(word("w1", 100, ",\"reason\":\"jam\""));
    accounts.watermark(at(102));
    assertThat(lastStop())
        .extracting(StopRow::machine, StopRow::named, StopRow::reason, StopRow::annotation)
        .containsExactly(OVEN, DowntimeReason.BREAKDOWN, "jam", "w1");
    assertThat(lastStop().beginMillis()).isEqualTo(at(10));
    assertThat(lastStop().endMillis()).isEqualTo(at(80));
    assertThat(accounts.counted(MachineOperator.DECODED)).isEqualTo(before + 1);
  }

  @Test
  void aWordIsKeptOverARestart() throws Exception {
    accounts.send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.send(word("w1", 5, ",\"reason\":\"jam\""));
    accounts.restart();
    stop();
    assertThat(lastStop().annotation()).isEqualTo("w1");
  }

  @Test
  void aWordThatComesAgainIsCountedAndChangesNothing() throws Exception {
    stop();
    accounts.send(word("w1", 100, ",\"reason\":\"jam\""));
    accounts.watermark(at(102));
    int rows = accounts.sideOutput(MachineOperator.STOPS).size();
    accounts.send(word("w1", 100, ",\"reason\":\"jam\""));
    accounts.watermark(at(104));
    assertThat(accounts.counted(MachineOperator.DUPLICATES)).isEqualTo(1);
    assertThat(accounts.sideOutput(MachineOperator.STOPS)).hasSize(rows);
  }

  @Test
  void aWordOfATimeThatIsNoLongerOpenIsLate() throws Exception {
    stop();
    double horizonSeconds = (double) AccountConfig.DEFAULT.namingHorizon().toSeconds();
    accounts.send(word("w1", 10 + horizonSeconds, ",\"reason\":\"jam\""));
    assertThat(accounts.counted(MachineOperator.LATE_COUNT)).isZero();
    accounts.send(word("w2", 11 + horizonSeconds, ",\"reason\":\"jam\""));
    assertThat(accounts.counted(MachineOperator.LATE_COUNT)).isEqualTo(1);
    assertThat(accounts.sideOutput(MachineOperator.LATE))
        .extracting(RawMessage::topic)
        .allMatch(topic -> topic.startsWith(Topics.ANNOTATION_PREFIX))
        .hasSize(1);
    assertThat(accounts.letters()).isEmpty();
  }

  @Test
  void aWordOfAMachineThatThereIsNotIsRefused() throws Exception {
    MachineId nobody = new MachineId("tai-po", "golden-noodle", "line-1", "oven-99");
    accounts.send(word(nobody, "w1", 100, 10, 80, ",\"reason\":\"jam\""));
    assertThat(refusals())
        .containsExactly(RejectReason.UNKNOWN_DEVICE + ": no such machine on this line");
    assertThat(accounts.counted(Refusals.COUNTED)).isEqualTo(1);
  }

  @Test
  void aReasonThatTheTenantDoesNotKnowIsRefused() throws Exception {
    accounts.send(word("w1", 100, ",\"reason\":\"aliens\""));
    assertThat(refusals())
        .containsExactly(RejectReason.UNKNOWN_REASON + ": no such reason of this tenant");
    assertThat(accounts.counted(MachineOperator.DECODED)).isZero();
  }

  @Test
  void whatPeopleSayOfAnOrderIsSaidAtOnceAndGoesOn() throws Exception {
    stop();
    accounts.send(word(OVEN, "w1", 100, 0, 86_400, ",\"order\":\"WO-1\",\"product\":\"noodle\""));
    List<OrderRow> orders = accounts.sideOutput(MachineOperator.ORDERS);
    assertThat(orders).isNotEmpty().allMatch(row -> row.order().equals("WO-1"));
    OrderRow now = orders.get(orders.size() - 1);
    assertThat(now.product()).isEqualTo("noodle");
    assertThat(Elements.unpack(now.elements()).get(Element.GOOD_ITEMS)).isEqualTo(9);
    accounts.send(message(10, 100, "\"state\":\"RUNNING\",\"good_count\":30"));
    accounts.watermark(at(181));
    List<OrderRow> later = accounts.sideOutput(MachineOperator.ORDERS);
    OrderRow last = later.get(later.size() - 1);
    assertThat(Elements.unpack(last.elements()).get(Element.GOOD_ITEMS)).isEqualTo(30);
    assertThat(last.entity()).isEqualTo(OvenOperator.ENTITY);
    assertThat(last.beginMillis()).isEqualTo(at(0));
  }

  @Test
  void moreThanTwoThousandWordsAreRefused() throws Exception {
    for (int number = 0; number < 2_000; number++) {
      accounts.send(word("w" + number, 100, ",\"reason\":\"jam\""));
    }
    assertThat(accounts.letters()).isEmpty();
    accounts.send(word("one-more", 100, ",\"reason\":\"jam\""));
    assertThat(refusals())
        .containsExactly(RejectReason.LIMITS + ": too much was said of this machine");
  }
}

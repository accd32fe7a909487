package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.jobs.account.AccountInput;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.reference.ReferenceData;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Readings and element deltas in, changes of alerts out. What crosses the network is cut down
 * before: of a delta nine sums of its line, of a reading what its sensors say.
 */
public final class AlertStreams {
  private AlertStreams() {}

  /**
   * The alerts of all levels, each change once.
   *
   * @param readings keyed by the machine's MQTT topic
   * @param deltas of lines
   * @param untilMillis the arrival time at which bounded input ends; {@link Long#MAX_VALUE} for
   *     live input
   */
  public static DataStream<Alert> build(
      DataStream<AccountInput> readings,
      DataStream<ElementDelta> deltas,
      ReferenceData.Source references,
      long untilMillis) {
    SingleOutputStreamOperator<Alert> ofLines = ofLines(deltas, references, untilMillis);
    return ofLines.union(
        ofTenants(ofLines.getSideOutput(LineAlertFunction.MINUTES), references, untilMillis),
        ofMachines(readings, references, untilMillis));
  }

  private static SingleOutputStreamOperator<Alert> ofLines(
      DataStream<ElementDelta> deltas, ReferenceData.Source references, long untilMillis) {
    return deltas
        .map(LineDelta::of)
        .returns(LineDelta.class)
        .uid("line-sums")
        .name("sums for alerts")
        .keyBy(delta -> delta.line().key())
        .process(new LineAlertFunction(references, untilMillis))
        .uid("line-alerts")
        .name("alerts of lines");
  }

  private static DataStream<Alert> ofTenants(
      DataStream<LineMinute> minutes, ReferenceData.Source references, long untilMillis) {
    return minutes
        .keyBy(minute -> minute.tenant().key())
        .process(new DemandAlertFunction(references, untilMillis))
        .uid("demand-alerts")
        .name("alerts of demand");
  }

  private static DataStream<Alert> ofMachines(
      DataStream<AccountInput> readings, ReferenceData.Source references, long untilMillis) {
    DataStream<Pulse> pulses =
        readings.map(Pulse::of).returns(Pulse.class).uid("pulses").name("heartbeats of sensors");
    // a reading is where its machine's account is, and stays there
    return DataStreamUtils.reinterpretAsKeyedStream(pulses, Pulse::topic, Types.STRING)
        .process(new SensorAlertFunction(references, untilMillis))
        .uid("sensor-alerts")
        .name("alerts of sensors");
  }
}

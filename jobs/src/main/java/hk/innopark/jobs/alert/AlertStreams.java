package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.jobs.account.Pulse;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.reference.ReferenceData;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Heartbeats of sensors and element deltas in, changes of alerts out. What crosses the network is
 * cut down before: of a delta nine sums of its line.
 */
public final class AlertStreams {
  private static final TypeInformation<Alert> ALERTS = TypeInformation.of(Alert.class);

  private AlertStreams() {}

  /**
   * The alerts of all levels, each change once.
   *
   * @param pulses of machines, keyed by their MQTT topic
   * @param deltas of lines
   * @param untilMillis the arrival time at which bounded input ends; {@link Long#MAX_VALUE} for
   *     live input
   */
  public static DataStream<Alert> build(
      DataStream<Pulse> pulses,
      DataStream<ElementDelta> deltas,
      ReferenceData.Source references,
      long untilMillis) {
    SingleOutputStreamOperator<Alert> ofLines = ofLines(deltas, references, untilMillis);
    return ofLines.union(
        ofTenants(ofLines.getSideOutput(LineAlertFunction.MINUTES), references, untilMillis),
        ofMachines(pulses, references, untilMillis));
  }

  private static SingleOutputStreamOperator<Alert> ofLines(
      DataStream<ElementDelta> deltas, ReferenceData.Source references, long untilMillis) {
    return deltas
        .map(LineDelta::of)
        .returns(LineDelta.class)
        .uid("line-sums")
        .name("sums for alerts")
        .keyBy(LineDelta::line)
        .transform(
            "alerts of lines",
            ALERTS,
            new AlertOperator<>(new LineAlertFunction(references, untilMillis)))
        .uid("line-alerts");
  }

  private static DataStream<Alert> ofTenants(
      DataStream<LineMinute> minutes, ReferenceData.Source references, long untilMillis) {
    return minutes
        .keyBy(minute -> minute.tenant().key())
        .transform(
            "alerts of demand",
            ALERTS,
            new AlertOperator<>(new DemandAlertFunction(references, untilMillis)))
        .uid("demand-alerts");
  }

  private static DataStream<Alert> ofMachines(
      DataStream<Pulse> pulses, ReferenceData.Source references, long untilMillis) {
    // a reading is where its machine's account is, and stays there
    return DataStreamUtils.reinterpretAsKeyedStream(pulses, Pulse::topic, Types.STRING)
        .transform(
            "alerts of sensors",
            ALERTS,
            new AlertOperator<>(new SensorAlertFunction(references, untilMillis)))
        .uid("sensor-alerts");
  }
}

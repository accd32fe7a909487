package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RawMessage;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertySet;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;

/**
 * An edge node of the sample registry that says what a test wants: device 1 is oven-1, device 2
 * packer-1, and another number an oven that nobody registered.
 */
final class TestNode {
  static final long START = 1_763_791_200_000L;
  static final String GROUP = "spBv1.0/tai-po.golden-noodle/";
  static final String LINE = "/line-1";

  /** Aliases: 10 and 20 the states, 11 and 21 the items, 12 and 22 the energy. */
  static final int STATE = 0;

  static final int GOOD = 1;
  static final int ENERGY = 2;

  long now = START;
  int number;
  int birthDeath = 3;

  RawMessage nodeBirth() {
    number = 0;
    return node("NBIRTH", payload().addMetrics(birthDeathMetric()));
  }

  RawMessage nodeDeath(int ofBirth) {
    Payload.Builder death =
        Payload.newBuilder()
            .addMetrics(birthDeathMetric().toBuilder().setLongValue(ofBirth).build());
    return message(GROUP + "NDEATH" + LINE, death.build());
  }

  RawMessage deviceBirth(int oven, String state, long good, double energy) {
    Payload.Builder birth = payload();
    birth.addMetrics(named("state", DataType.String_VALUE, oven, STATE).setStringValue(state));
    birth.addMetrics(
        named("good_count", DataType.UInt32_VALUE, oven, GOOD).setIntValue((int) good));
    birth.addMetrics(
        named("active_energy_kwh", DataType.Double_VALUE, oven, ENERGY).setDoubleValue(energy));
    return device("DBIRTH", oven, birth);
  }

  RawMessage data(int oven, Metric.Builder... metrics) {
    Payload.Builder data = payload();
    for (Metric.Builder metric : metrics) {
      data.addMetrics(metric);
    }
    return device("DDATA", oven, data);
  }

  RawMessage deviceDeath(int oven) {
    return device("DDEATH", oven, payload());
  }

  Metric.Builder good(int oven, long items) {
    return byAlias(oven, GOOD).setIntValue((int) items);
  }

  Metric.Builder state(int oven, String state) {
    return byAlias(oven, STATE).setStringValue(state);
  }

  Metric.Builder energy(int oven, double kilowattHours) {
    return byAlias(oven, ENERGY).setDoubleValue(kilowattHours);
  }

  Metric.Builder byAlias(int oven, int metric) {
    return Metric.newBuilder().setAlias(alias(oven, metric)).setTimestamp(now);
  }

  static Metric.Builder withQuality(Metric.Builder metric, int quality) {
    return metric.setProperties(
        PropertySet.newBuilder()
            .addKeys("Quality")
            .addValues(
                PropertyValue.newBuilder().setType(DataType.Int32_VALUE).setIntValue(quality)));
  }

  Payload.Builder payload() {
    int taken = number;
    number = (number + 1) % 256;
    return Payload.newBuilder().setTimestamp(now).setSeq(taken);
  }

  RawMessage device(String type, int oven, Payload.Builder payload) {
    return message(GROUP + type + LINE + '/' + machine(oven), payload.build());
  }

  RawMessage node(String type, Payload.Builder payload) {
    return message(GROUP + type + LINE, payload.build());
  }

  RawMessage message(String topic, Payload payload) {
    return new RawMessage(now, topic, payload.toByteArray());
  }

  private Metric birthDeathMetric() {
    return Metric.newBuilder()
        .setName("bdSeq")
        .setDatatype(DataType.Int64_VALUE)
        .setLongValue(birthDeath)
        .build();
  }

  private Metric.Builder named(String name, int dataType, int oven, int metric) {
    return Metric.newBuilder()
        .setName(name)
        .setDatatype(dataType)
        .setAlias(alias(oven, metric))
        .setTimestamp(now);
  }

  private static String machine(int oven) {
    return oven == 2 ? "packer-1" : "oven-" + oven;
  }

  private static long alias(int oven, int metric) {
    return 10L * oven + metric;
  }
}

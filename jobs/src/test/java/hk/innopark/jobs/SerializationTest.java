package hk.innopark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.Pulse;
import hk.innopark.jobs.alert.LineDelta;
import hk.innopark.jobs.alert.LineMinute;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that travels between operators or is kept in state, without Kryo. */
class SerializationTest {
  private static final byte[] BYTES = {1, 0, -1};
  private static final MachineId MACHINE = new MachineId("tai-po", "acme", "line-1", "oven-1");
  private static final RawMessage RAW = new RawMessage(7, MACHINE.topic(), BYTES);
  private static final Reading READING =
      new Reading(
          MACHINE,
          Reading.REAL,
          1,
          2,
          "b1",
          3,
          MachineState.DOWN,
          DowntimeReason.OTHER,
          "No material",
          "noodle",
          "order-1",
          new SignalValues(0b110, new long[] {4, -5}),
          0b1001,
          6,
          7,
          new MessageDigestSum(1, -2, 3, -4));
  private static final Reading BARE =
      new Reading(
          MACHINE,
          "sim:a",
          1,
          2,
          "b1",
          3,
          null,
          null,
          null,
          null,
          SignalValues.NONE,
          0,
          MessageDigestSum.ZERO);
  private static final Entity OVEN = Entity.of(MACHINE, Reading.REAL);
  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          "acme",
          "real",
          null,
          "energy",
          "hour",
          1,
          2,
          3,
          "{}",
          "{}",
          null,
          "code",
          "registry",
          "factors",
          4,
          "00",
          "late data");

  static Stream<Object> everything() {
    return Stream.of(
        RAW,
        new DeadLetter(7, "x", BYTES, "sha", RejectReason.TYPE, "detail"),
        MACHINE,
        READING,
        BARE,
        READING.values(),
        READING.digest(),
        new AccountInput(MACHINE, Reading.REAL, RAW, READING),
        new AccountInput(MACHINE, Reading.REAL, RAW, null),
        new Alert(
            AlertKind.SENSOR_STUCK,
            "tai-po",
            "acme",
            "line-1",
            "oven-1",
            "pressure_pa",
            "real",
            1,
            2,
            3L,
            4.5,
            5),
        new Alert(
            AlertKind.DEMAND_PEAK,
            "tai-po",
            "acme",
            null,
            null,
            null,
            "real",
            1,
            2,
            null,
            4.5,
            Double.NaN),
        new EdgeNodeStatus(
            "tai-po", "acme", "l", "Plant A/Line 1", 1, true, 2, 3, -1, 4, Map.of("load", "5")),
        new LineDelta(OVEN.at(Level.LINE).key(), 1, 2, new long[] {3, -4}),
        new LineMinute(OVEN.at(Level.TENANT), 1, 2, 3),
        Pulse.of(OVEN, 1, 2, null, SignalValues.NONE),
        Pulse.of(OVEN, 1, 2, MachineState.IDLE, READING.values()),
        OVEN,
        OVEN.at(Level.ESTATE),
        new ElementDelta(OVEN.key(), 1, 2, BYTES),
        new PeriodTotal(
            OVEN, Grain.SHIFT, "early", 1, 2, 3, 4, PeriodTotal.Stage.CLOSED, BYTES, 5.5),
        new PeriodTotal(
            OVEN, Grain.DAY, null, 1, 2, 3, 4, PeriodTotal.Stage.OPEN, new byte[0], Double.NaN),
        new FigureRow(
            Measurement.ENERGY,
            Level.TENANT,
            Grain.MONTH,
            "tai-po",
            "acme",
            null,
            null,
            null,
            "real",
            1,
            2,
            3,
            FigureRow.Status.REVISED,
            new double[] {1.5, Double.NaN}),
        ENTRY,
        LedgerRow.chain(ENTRY, 1, LedgerRow.GENESIS));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void itsTypeNeedsNoKryo(Object value) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(value.getClass());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void itComesBackAsItWas(Object value) throws Exception {
    assertThat(copied(value))
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(value);
  }

  private static Object copied(Object value) throws Exception {
    TypeSerializer<Object> serializer = serializer(value);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @SuppressWarnings("unchecked") // a class makes the serializer of its own instances
  private static TypeSerializer<Object> serializer(Object value) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return (TypeSerializer<Object>) TypeInformation.of(value.getClass()).createSerializer(config);
  }
}

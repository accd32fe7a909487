package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * Reads a metric's number by its data type, exactly: integers as they are, floating-point numbers
 * as the shortest decimal that means them, which is what JSON would have carried.
 */
final class MetricNumber {
  private MetricNumber() {}

  /**
   * The number.
   *
   * @param dataType what the birth or the metric itself says; {@link DataType#Unknown} for neither
   * @throws RejectedException {@code TYPE} or {@code NOT_FINITE}
   */
  static BigDecimal of(Metric metric, int dataType, String name) {
    return switch (metric.getValueCase()) {
      case INT_VALUE -> BigDecimal.valueOf(integer(metric.getIntValue(), dataType));
      case LONG_VALUE -> integer(metric.getLongValue(), dataType);
      case FLOAT_VALUE -> {
        float value = metric.getFloatValue();
        requireFinite(Float.isFinite(value), name);
        yield new BigDecimal(Float.toString(value));
      }
      case DOUBLE_VALUE -> {
        double value = metric.getDoubleValue();
        requireFinite(Double.isFinite(value), name);
        yield BigDecimal.valueOf(value);
      }
      default -> throw new RejectedException(RejectReason.TYPE, name + " is not a number");
    };
  }

  /** The wire has 32 bits without a sign; small negative numbers come cut off or extended. */
  private static long integer(int bits, int dataType) {
    return switch (dataType) {
      case DataType.Int8_VALUE -> (byte) bits;
      case DataType.Int16_VALUE -> (short) bits;
      case DataType.Int32_VALUE, DataType.Int64_VALUE -> bits;
      default -> Integer.toUnsignedLong(bits);
    };
  }

  private static BigDecimal integer(long bits, int dataType) {
    return switch (dataType) {
      case DataType.UInt64_VALUE -> new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
      default -> BigDecimal.valueOf(bits);
    };
  }

  private static void requireFinite(boolean finite, String name) {
    if (!finite) {
      throw new RejectedException(RejectReason.NOT_FINITE, name + " is not finite");
    }
  }
}

package hk.innopark.jobs.figures;

import hk.innopark.events.Level;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MissingFactors;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.time.Duration;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Orders of machines in, those of machines and of lines out: a line's is the sum of its machines'.
 * It says which emission factors are missing. Kept is a day's order until nothing can change it any
 * more.
 */
public final class OrderFunction extends KeyedProcessFunction<String, OrderRow, OrderRow> {
  private static final long serialVersionUID = 1L;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final Duration KEPT = Duration.ofDays(11);

  private final ReferenceData.Source references;
  private transient ReferenceHistory reference;
  private transient MapState<String, OrderRow> machines;

  public OrderFunction(ReferenceData.Source references) {
    this.references = references;
  }

  /** The key of an order of a line on a day. */
  public static String keyOf(OrderRow row) {
    return String.join(
        "\u001f",
        row.entity().at(Level.LINE).key(),
        row.order(),
        row.product() == null ? "" : row.product(),
        row.day());
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    machines =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "orders-of-machines", Types.STRING, TypeInformation.of(OrderRow.class)));
  }

  @Override
  public void processElement(OrderRow row, Context context, Collector<OrderRow> out)
      throws Exception {
    reference.refresh();
    if (machines.isEmpty()) {
      context.timerService().registerEventTimeTimer(startOf(row.day()) + KEPT.toMillis());
    }
    OrderRow machine = with(row, missing(row));
    machines.put(row.entity().machine(), machine);
    out.collect(machine);
    out.collect(line(machine));
  }

  private OrderRow line(OrderRow one) throws Exception {
    Elements sum = new Elements();
    long begin = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    int missing = 0;
    for (OrderRow machine : machines.values()) {
      sum.addPacked(machine.elements());
      begin = Math.min(begin, machine.beginMillis());
      end = Math.max(end, machine.endMillis());
      missing |= machine.missingScopes();
    }
    return new OrderRow(
        one.entity().at(Level.LINE),
        one.order(),
        one.product(),
        one.day(),
        begin,
        end,
        sum.pack(),
        missing);
  }

  private static OrderRow with(OrderRow row, int missing) {
    return new OrderRow(
        row.entity(),
        row.order(),
        row.product(),
        row.day(),
        row.beginMillis(),
        row.endMillis(),
        row.elements(),
        missing);
  }

  private int missing(OrderRow row) {
    long start = startOf(row.day());
    MissingFactors missing =
        Carriers.missing(
            row.entity(), Elements.unpack(row.elements()), start, start + DAY_MILLIS, reference);
    return (missing.ofScope1() ? Emission.SCOPE1.bit() : 0)
        | (missing.ofScope2Location() ? Emission.SCOPE2_LOCATION.bit() : 0)
        | (missing.ofScope2Market() ? Emission.SCOPE2_MARKET.bit() : 0)
        | (missing.ofScope3() ? Emission.SCOPE3.bit() : 0);
  }

  /** Of a local day, epoch milliseconds. */
  private static long startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OrderRow> out) {
    machines.clear();
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }
}

package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.OrderFigures;
import hk.innopark.jobs.reference.ReferenceData;
import java.time.LocalDate;
import java.util.Map;

/**
 * Orders as points of measurement {@code order}, one a local day, stamped with the day's start; to
 * the tenant alone.
 */
final class OrderLines implements PointEncoder<OrderRow> {
  private static final long serialVersionUID = 1L;

  private final InfluxRouting routing;
  private final String singleBucket;

  OrderLines(InfluxRouting routing, String singleBucket) {
    this.routing = routing;
    this.singleBucket = singleBucket;
  }

  @Override
  public void encode(OrderRow row, LineBatches batches) {
    LineBatch batch =
        routing == InfluxRouting.SINGLE_BUCKET
            ? batches.of(singleBucket)
            : batches.ofTenant(row.entity().tenant());
    batch.putAscii("order");
    LineTags.put("estate", row.entity().estate(), batch);
    LineTags.put("grain", "day", batch);
    LineTags.put("level", row.entity().level().wireName(), batch);
    LineTags.put("line", row.entity().line(), batch);
    LineTags.put("machine", row.entity().machine(), batch);
    LineTags.put("order", row.order(), batch);
    LineTags.put("origin", row.entity().origin(), batch);
    LineTags.put("product", row.product(), batch);
    LineTags.put("tenant", row.entity().tenant(), batch);
    char before = ' ';
    Map<String, Double> figures =
        OrderFigures.of(Elements.unpack(row.elements()), row.missingScopes());
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      if (Double.isFinite(figure.getValue())) {
        batch.putAscii(before + figure.getKey() + '=' + number(figure.getValue()));
        before = ',';
      }
    }
    if (row.beginMillis() <= row.endMillis()) {
      batch.putAscii(",begin=" + row.beginMillis() + ",end=" + row.endMillis());
    }
    batch.putAscii(" " + startOf(row.day()));
    batch.endLine();
  }

  /** Every field is a float, also where it is whole. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static long startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }
}

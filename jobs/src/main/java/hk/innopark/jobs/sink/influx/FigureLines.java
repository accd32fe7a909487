package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Buckets;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;

/** Figure rows as lines: into the tenant's bucket, and into HKSTP's as HKSTP may see them. */
final class FigureLines implements PointEncoder<FigureRow> {
  private static final long serialVersionUID = 1L;

  private final InfluxRouting routing;
  private final String singleBucket;
  private transient LineProtocolEncoder encoder;

  FigureLines(InfluxRouting routing, String singleBucket) {
    this.routing = routing;
    this.singleBucket = singleBucket;
  }

  @Override
  public void encode(FigureRow row, LineBatches batches) {
    if (encoder == null) {
      encoder = new LineProtocolEncoder();
    }
    if (routing == InfluxRouting.SINGLE_BUCKET) {
      encoder.encode(row, FieldView.ALL, batches.of(singleBucket));
      return;
    }
    if (row.level() != Level.ESTATE) {
      encoder.encode(row, FieldView.ALL, batches.ofTenant(row.tenant()));
    }
    if (row.level() == Level.TENANT || row.level() == Level.ESTATE) {
      encoder.encode(row, FieldView.WITHOUT_COUNTS, batches.of(Buckets.HKSTP));
    }
  }
}

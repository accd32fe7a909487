package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Buckets;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import java.io.IOException;

/** Decides into which buckets a row goes, and which of its fields each of them gets. */
final class FigureRouter {
  private final InfluxRouting routing;
  private final String singleBucket;

  FigureRouter(InfluxRouting routing, String singleBucket) {
    this.routing = routing;
    this.singleBucket = singleBucket;
  }

  /** Takes one point of a row. */
  interface Destination {
    void accept(String bucket, FieldView view, FigureRow row)
        throws IOException, InterruptedException;
  }

  void route(FigureRow row, Destination destination) throws IOException, InterruptedException {
    if (routing == InfluxRouting.SINGLE_BUCKET) {
      destination.accept(singleBucket, FieldView.ALL, row);
      return;
    }
    if (row.level() != Level.ESTATE) {
      destination.accept(Buckets.ofTenant(row.tenant()), FieldView.ALL, row);
    }
    if (row.level() == Level.TENANT || row.level() == Level.ESTATE) {
      destination.accept(Buckets.HKSTP, FieldView.WITHOUT_COUNTS, row);
    }
  }
}

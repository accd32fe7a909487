package hk.innopark.jobs.sink.influx;

import java.io.Serializable;

/** Writes a value as lines of line protocol, into the batches of all who may see it. */
interface PointEncoder<T> extends Serializable {
  void encode(T value, LineBatches batches);
}

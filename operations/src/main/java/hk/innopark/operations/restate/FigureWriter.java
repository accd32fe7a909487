package hk.innopark.operations.restate;

import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Takes figure rows in place of those that are there. */
@FunctionalInterface
public interface FigureWriter {
  void write(List<FigureRow> rows) throws Exception;

  /** Into a time-series store, by the live job's own sink. */
  static FigureWriter into(InfluxSinkConfig store) {
    return rows -> {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createLocalEnvironment(1, FlinkDefaults.embedded());
      InfluxSink.into(store)
          .figures(
              List.of(
                  environment.fromData(rows, TypeInformation.of(FigureRow.class)).uid("restated")))
          .write();
      environment.execute("restated figures");
    };
  }
}

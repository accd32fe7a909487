package hk.innopark.benchmarks.codec;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;

/** Sends lines by influxdb-client-java, for each contestant the same way. */
final class HttpLines {
  private HttpLines() {}

  static CodecWork work(CodecContestant contestant, String url) {
    InfluxDBClient client =
        InfluxDBClientFactory.create(
            InfluxDBClientOptions.builder().url(url).org("benchmark").build());
    WriteApiBlocking api = client.getWriteApiBlocking();
    EncodeWork encode =
        new EncodeWork(
            contestant, lines -> api.writeRecord("tenant", "benchmark", WritePrecision.MS, lines));
    String before = encode.text();
    return new CodecWork() {
      @Override
      public long run(long operations) {
        if (contestant != CodecContestant.PRE_ENCODED_HTTP) {
          return encode.run(operations);
        }
        long lines = 0;
        for (; lines < operations; lines += EncodeWork.BATCH_LINES) {
          api.writeRecord("tenant", "benchmark", WritePrecision.MS, before);
        }
        return lines;
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }
}

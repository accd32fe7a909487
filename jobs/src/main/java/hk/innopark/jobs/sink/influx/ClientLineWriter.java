package hk.innopark.jobs.sink.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.WriteParameters;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import okhttp3.OkHttpClient;

/** Writes through influxdb-client-java's blocking API; one client, kept until closed. */
final class ClientLineWriter implements LineWriter {
  private final InfluxDBClient client;
  private final WriteApiBlocking api;
  private final String org;

  ClientLineWriter(InfluxSinkConfig config) {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectTimeout(config.connectTimeout())
            .readTimeout(config.requestTimeout())
            .writeTimeout(config.requestTimeout())
            // bounds the whole call: a server that trickles bytes never meets the read time-out
            .callTimeout(config.requestTimeout());
    InfluxDBClientOptions.Builder options =
        InfluxDBClientOptions.builder()
            .url(config.url().toString())
            .org(config.org())
            .okHttpClient(http);
    config.token().ifPresent(token -> options.authenticateToken(token.reveal().toCharArray()));
    this.client = InfluxDBClientFactory.create(options.build());
    this.api = client.getWriteApiBlocking();
    this.org = config.org();
  }

  @Override
  public void write(String bucket, String lines) throws WriteFailedException {
    try {
      api.writeRecord(lines, new WriteParameters(bucket, org, WritePrecision.MS));
    } catch (InfluxException failure) {
      throw explain(failure);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static WriteFailedException explain(InfluxException failure) {
    if (failure.status() != 0) {
      String message = failure.getMessage();
      return new WriteFailedException(
          failure.status(),
          message != null ? message : "HTTP status code: " + failure.status(),
          retryAfter(failure.headers().get("Retry-After")),
          failure);
    }
    if (failure.getCause() instanceof IOException broken) {
      return new WriteFailedException(
          WriteFailedException.NO_STATUS, broken.toString(), null, failure);
    }
    throw failure;
  }

  /** Seconds, or a date; null where the header is missing or is neither. */
  private static Duration retryAfter(String header) {
    if (header == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip())));
    } catch (NumberFormatException notSeconds) {
      // a date, perhaps
    }
    try {
      Instant date =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), date);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException neither) {
      return null;
    }
  }
}

package hk.innopark.jobs.sink.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.WriteParameters;
import com.influxdb.exceptions.InfluxException;
import hk.innopark.events.settings.TokenFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Writes through influxdb-client-java's blocking API; one client, kept until closed. */
final class ClientLineWriter implements LineWriter {
  private static final int UNAUTHORIZED = 401;

  private final InfluxSinkConfig config;
  private InfluxDBClient client;
  private WriteApiBlocking api;
  private String usedToken;

  ClientLineWriter(InfluxSinkConfig config) {
    this.config = config;
    connect(config.token().map(TokenFile::current));
  }

  private void connect(Optional<String> token) {
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
    token.ifPresent(secret -> options.authenticateToken(secret.toCharArray()));
    usedToken = token.orElse(null);
    client = InfluxDBClientFactory.create(options.build());
    api = client.getWriteApiBlocking();
  }

  @Override
  public void write(String bucket, String lines) throws WriteFailedException {
    useTokenOfNow(config.token().map(TokenFile::current));
    try {
      send(bucket, lines);
    } catch (InfluxException failure) {
      // the token may have been exchanged this very moment
      if (failure.status() != UNAUTHORIZED
          || !useTokenOfNow(config.token().map(TokenFile::reread))) {
        throw explain(failure);
      }
      try {
        send(bucket, lines);
      } catch (InfluxException again) {
        throw explain(again);
      }
    }
  }

  private void send(String bucket, String lines) {
    api.writeRecord(lines, new WriteParameters(bucket, config.org(), WritePrecision.MS));
  }

  /** Says whether it is another one than before. */
  private boolean useTokenOfNow(Optional<String> token) {
    if (token.isEmpty() || token.get().equals(usedToken)) {
      return false;
    }
    client.close();
    connect(token);
    return true;
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

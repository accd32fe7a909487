package hk.innopark.jobs.sink.influx;

import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.Settings;
import hk.innopark.events.settings.TokenFile;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where figures are written, and how patiently.
 *
 * @param tokenOrNull null where the server asks for none; read again while it is used
 * @param bucket the bucket of {@link InfluxRouting#SINGLE_BUCKET}; not used otherwise
 * @param batchLines a batch is written when it holds this many lines
 * @param linger or when its oldest line is this old
 * @param maxRetryTime how long one batch is tried before the sink fails and leaves the rest to
 *     Flink's restart
 * @param requestTimeout how long one request may take
 * @param bufferBytes how many bytes of lines a subtask keeps while the server is away, before it
 *     makes the job wait
 */
public record InfluxSinkConfig(
    URI url,
    String org,
    TokenFile tokenOrNull,
    InfluxRouting routing,
    String bucket,
    int batchLines,
    Duration linger,
    Duration maxRetryTime,
    Duration connectTimeout,
    Duration requestTimeout,
    long bufferBytes)
    implements Serializable {

  public InfluxSinkConfig {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException("INFLUX_URL is not of the form http://host:port");
    }
    if (url.getUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException(
          "INFLUX_URL holds a user or parameters; give the token as INFLUX_TOKEN or"
              + " INFLUX_TOKEN_FILE");
    }
    requireText("INFLUX_ORG", org);
    Objects.requireNonNull(routing, "routing");
    requireText("INFLUX_BUCKET", bucket);
    if (batchLines < 1) {
      throw new IllegalArgumentException("INFLUX_BATCH_LINES is below 1");
    }
    requirePositive("INFLUX_LINGER", linger);
    requirePositive("INFLUX_MAX_RETRY_TIME", maxRetryTime);
    requirePositive("INFLUX_CONNECT_TIMEOUT", connectTimeout);
    requirePositive("INFLUX_REQUEST_TIMEOUT", requestTimeout);
    if (bufferBytes < 1) {
      throw new IllegalArgumentException("INFLUX_BUFFER_BYTES is below 1");
    }
  }

  public Optional<TokenFile> token() {
    return Optional.ofNullable(tokenOrNull);
  }

  public static Builder builder(URI url) {
    return new Builder(url);
  }

  /**
   * Reads {@code INFLUX_URL}, {@code INFLUX_ORG}, {@code INFLUX_TOKEN} or {@code
   * INFLUX_TOKEN_FILE}, {@code INFLUX_ROUTING}, {@code INFLUX_BUCKET}, {@code INFLUX_BATCH_LINES},
   * {@code INFLUX_LINGER}, {@code INFLUX_MAX_RETRY_TIME}, {@code INFLUX_CONNECT_TIMEOUT}, {@code
   * INFLUX_REQUEST_TIMEOUT} and {@code INFLUX_BUFFER_BYTES}; only the URL has no default.
   */
  public static InfluxSinkConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    String url = settings.required("INFLUX_URL");
    URI parsed;
    try {
      parsed = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("INFLUX_URL is not of the form http://host:port");
    }
    Builder builder = builder(parsed);
    settings.text("INFLUX_ORG").ifPresent(builder::org);
    settings.secret("INFLUX_TOKEN").ifPresent(token -> builder.token(tokenOf(settings, token)));
    settings.text("INFLUX_BUCKET").ifPresent(builder::bucket);
    return builder
        .routing(settings.choice("INFLUX_ROUTING", builder.routing))
        .batchLines(settings.count("INFLUX_BATCH_LINES", builder.batchLines))
        .linger(settings.duration("INFLUX_LINGER", builder.linger))
        .maxRetryTime(settings.duration("INFLUX_MAX_RETRY_TIME", builder.maxRetryTime))
        .connectTimeout(settings.duration("INFLUX_CONNECT_TIMEOUT", builder.connectTimeout))
        .requestTimeout(settings.duration("INFLUX_REQUEST_TIMEOUT", builder.requestTimeout))
        .bufferBytes(settings.count("INFLUX_BUFFER_BYTES", builder.bufferBytes))
        .build();
  }

  private static TokenFile tokenOf(Settings settings, SecretValue token) {
    return settings
        .text("INFLUX_TOKEN_FILE")
        .map(file -> TokenFile.of(Path.of(file), token.reveal()))
        .orElseGet(() -> TokenFile.fixed(token.reveal()));
  }

  private static void requireText(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is empty");
    }
  }

  private static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(key + " is not above zero");
    }
  }

  /** Collects settings; what is not set has its default. */
  public static final class Builder {
    private final URI url;
    private String org = "innopark";
    private TokenFile token;
    private InfluxRouting routing = InfluxRouting.BUCKET_PER_TENANT;
    private String bucket = "innopark";
    private int batchLines = 5_000;
    private Duration linger = Duration.ofMillis(200);
    private Duration maxRetryTime = Duration.ofHours(1);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private int bufferBytes = 128 * 1024 * 1024;

    private Builder(URI url) {
      this.url = Objects.requireNonNull(url, "url");
    }

    public Builder org(String value) {
      org = value;
      return this;
    }

    public Builder token(SecretValue value) {
      return token(TokenFile.fixed(value.reveal()));
    }

    public Builder token(TokenFile value) {
      token = value;
      return this;
    }

    public Builder routing(InfluxRouting value) {
      routing = value;
      return this;
    }

    public Builder bucket(String value) {
      bucket = value;
      return this;
    }

    public Builder batchLines(int value) {
      batchLines = value;
      return this;
    }

    public Builder linger(Duration value) {
      linger = value;
      return this;
    }

    public Builder maxRetryTime(Duration value) {
      maxRetryTime = value;
      return this;
    }

    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    public Builder requestTimeout(Duration value) {
      requestTimeout = value;
      return this;
    }

    public Builder bufferBytes(int value) {
      bufferBytes = value;
      return this;
    }

    public InfluxSinkConfig build() {
      return new InfluxSinkConfig(
          url,
          org,
          token,
          routing,
          bucket,
          batchLines,
          linger,
          maxRetryTime,
          connectTimeout,
          requestTimeout,
          bufferBytes);
    }
  }
}

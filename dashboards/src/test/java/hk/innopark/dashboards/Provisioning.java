package hk.innopark.dashboards;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What Grafana 12 reads from its provisioning files, as far as these files use it: a key that is
 * not here is refused, since Grafana itself passes over it without a word. An element that is not
 * null in its record's constructor must be there.
 */
final class Provisioning {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Provisioning() {}

  static <T> T read(String yaml, Class<T> type) throws IOException {
    return MAPPER.readValue(yaml, type);
  }

  static <T> T read(JsonNode node, Class<T> type) throws IOException {
    return MAPPER.treeToValue(node, type);
  }

  private static void version(int apiVersion) {
    if (apiVersion != 1) {
      throw new IllegalArgumentException("apiVersion " + apiVersion);
    }
  }

  record DataSources(int apiVersion, List<DataSource> datasources) {
    DataSources {
      version(apiVersion);
      requireNonNull(datasources, "datasources");
    }
  }

  record DataSource(
      String name,
      String uid,
      String type,
      Access access,
      String url,
      boolean isDefault,
      Boolean editable,
      Map<String, String> jsonData,
      Map<String, String> secureJsonData) {
    DataSource {
      requireNonNull(name, "name");
      requireNonNull(uid, "uid");
      requireNonNull(type, "type");
      requireNonNull(access, "access");
      requireNonNull(url, "url");
      requireNonNull(editable, "editable");
      jsonData = requireNonNullElse(jsonData, Map.of());
      secureJsonData = requireNonNullElse(secureJsonData, Map.of());
    }
  }

  enum Access {
    @JsonProperty("proxy")
    PROXY
  }

  record Dashboards(int apiVersion, List<Provider> providers) {
    Dashboards {
      version(apiVersion);
      requireNonNull(providers, "providers");
    }
  }

  record Provider(
      String name,
      String folder,
      String type,
      Boolean disableDeletion,
      Boolean allowUiUpdates,
      Options options) {
    Provider {
      requireNonNull(name, "name");
      requireNonNull(folder, "folder");
      requireNonNull(type, "type");
      requireNonNull(options, "options");
    }
  }

  record Options(String path) {
    Options {
      requireNonNull(path, "path");
    }
  }

  record Alerting(
      int apiVersion,
      List<Group> groups,
      List<ContactPoint> contactPoints,
      List<Policy> policies,
      List<MuteTime> muteTimes) {
    Alerting {
      version(apiVersion);
      groups = requireNonNullElse(groups, List.of());
      contactPoints = requireNonNullElse(contactPoints, List.of());
      policies = requireNonNullElse(policies, List.of());
      muteTimes = requireNonNullElse(muteTimes, List.of());
    }
  }

  record Group(long orgId, String name, String folder, String interval, List<Rule> rules) {
    Group {
      requireNonNull(name, "name");
      requireNonNull(folder, "folder");
      requireNonNull(interval, "interval");
      requireNonNull(rules, "rules");
    }
  }

  record Rule(
      String uid,
      String title,
      String condition,
      List<Step> data,
      String dashboardUid,
      int panelId,
      NoDataState noDataState,
      ExecErrState execErrState,
      @JsonProperty("for") String lasts,
      Map<String, String> annotations,
      Map<String, String> labels,
      boolean isPaused) {
    Rule {
      requireNonNull(uid, "uid");
      requireNonNull(title, "title");
      requireNonNull(condition, "condition");
      requireNonNull(data, "data");
      requireNonNull(noDataState, "noDataState");
      requireNonNull(execErrState, "execErrState");
      requireNonNull(lasts, "for");
    }
  }

  enum NoDataState {
    @JsonProperty("OK")
    OK,
    @JsonProperty("NoData")
    NO_DATA,
    @JsonProperty("Alerting")
    ALERTING
  }

  enum ExecErrState {
    @JsonProperty("OK")
    OK,
    @JsonProperty("Error")
    ERROR,
    @JsonProperty("Alerting")
    ALERTING
  }

  record Step(String refId, Range relativeTimeRange, String datasourceUid, JsonNode model) {
    Step {
      requireNonNull(refId, "refId");
      requireNonNull(relativeTimeRange, "relativeTimeRange");
      requireNonNull(datasourceUid, "datasourceUid");
      requireNonNull(model, "model");
    }
  }

  record Range(int from, int to) {}

  record SourceReference(String type, String uid) {}

  record InfluxQuery(
      String refId,
      SourceReference datasource,
      boolean rawQuery,
      String resultFormat,
      int intervalMs,
      int maxDataPoints,
      String query) {}

  record Reduce(
      String refId, SourceReference datasource, String type, String expression, String reducer) {}

  record Threshold(
      String refId,
      SourceReference datasource,
      String type,
      String expression,
      List<Condition> conditions) {}

  record Condition(Evaluator evaluator) {}

  record Evaluator(String type, List<Double> params) {}

  record ContactPoint(long orgId, String name, List<Receiver> receivers) {}

  record Receiver(String uid, String type, boolean disableResolveMessage, EmailSettings settings) {}

  record EmailSettings(String addresses, boolean singleEmail) {}

  record Policy(
      long orgId,
      String receiver,
      @JsonProperty("group_by") List<String> groupBy,
      @JsonProperty("group_wait") String groupWait,
      @JsonProperty("group_interval") String groupInterval,
      @JsonProperty("repeat_interval") String repeatInterval,
      List<Route> routes) {}

  record Route(
      String receiver,
      @JsonProperty("object_matchers") List<List<String>> objectMatchers,
      @JsonProperty("mute_time_intervals") List<String> muteTimeIntervals) {}

  record MuteTime(
      long orgId, String name, @JsonProperty("time_intervals") List<TimeInterval> timeIntervals) {}

  record TimeInterval(List<Times> times) {}

  record Times(
      @JsonProperty("start_time") String startTime, @JsonProperty("end_time") String endTime) {}
}

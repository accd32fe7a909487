package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a panel's data are from: a data source that the reader picks at the top of the page. */
enum Source {
  FIGURES("influxdb", "datasource"),
  METRICS("prometheus", "metrics");

  final String type;
  final String variable;

  Source(String type, String variable) {
    this.type = type;
    this.variable = variable;
  }

  ObjectNode reference() {
    return Json.object("{\"type\": \"%s\", \"uid\": \"${%s}\"}", type, variable);
  }
}

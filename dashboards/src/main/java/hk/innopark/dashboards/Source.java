package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a panel's data are from: the source that each organisation has under this uid. */
public enum Source {
  FIGURES("influxdb", "figures"),
  METRICS("prometheus", "metrics");

  private final String type;
  private final String uid;

  Source(String type, String uid) {
    this.type = type;
    this.uid = uid;
  }

  /** Grafana's name of the kind of source. */
  public String type() {
    return type;
  }

  public String uid() {
    return uid;
  }

  ObjectNode reference() {
    return Json.of("type", type, "uid", uid);
  }
}

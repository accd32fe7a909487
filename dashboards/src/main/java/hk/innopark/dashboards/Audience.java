package hk.innopark.dashboards;

import java.util.Locale;

/** Who looks at a dashboard: each has an organisation of its own in Grafana. */
public enum Audience {
  /** A tenant, over its own bucket. */
  TENANT,
  /** HKSTP, over the bucket that holds no production counts. */
  HKSTP,
  /** Those who run the pipeline, over Prometheus. */
  OPERATIONS;

  /** The folder of this audience's dashboards, in the repository and in Grafana. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}

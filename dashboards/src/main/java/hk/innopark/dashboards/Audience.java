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

  /** The tag of this audience's dashboards. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}

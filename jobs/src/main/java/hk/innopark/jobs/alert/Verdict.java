package hk.innopark.jobs.alert;

/** What a stretch of time says about one alert. */
enum Verdict {
  /** Beyond the threshold at which it is raised. */
  BAD,
  /** Neither: between the two thresholds, so neither counting goes on. */
  BETWEEN,
  /** On the good side of the threshold at which it is cleared. */
  GOOD,
  /** Nothing is known of it: as if the time had not been. */
  UNKNOWN
}

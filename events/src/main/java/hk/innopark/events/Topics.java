package hk.innopark.events;

/** Names of topics and record headers that other software meets. */
public final class Topics {
  /** Prefix of the MQTT topics that carry JSON. */
  public static final String MQTT_PREFIX = "innopark/";

  /** Prefix of the MQTT topics that carry Sparkplug B. */
  public static final String SPARKPLUG_PREFIX = "spBv1.0/";

  /** Prefix of the MQTT topics on which Sparkplug hosts say whether they are online. */
  public static final String SPARKPLUG_STATE_PREFIX = SPARKPLUG_PREFIX + "STATE/";

  /** What people said of a machine's time, keyed by machine. */
  public static final String ANNOTATIONS = "telemetry.annotations";

  /**
   * Prefix of the topic under which an annotation stands in {@link #RAW} and in feeds; the rest is
   * the machine's key. No MQTT topic that a gateway takes begins like this.
   */
  public static final String ANNOTATION_PREFIX = ANNOTATIONS + "/";

  /** Payloads as received. */
  public static final String RAW = "telemetry.raw";

  /** Payloads that were refused, with the reason in a header. */
  public static final String DEAD_LETTER = "telemetry.deadletter";

  /** Lines that the time-series store refused, keyed by bucket, with its message in a header. */
  public static final String DEAD_LETTER_INFLUX = "telemetry.deadletter.influx";

  /** Readings older than the lateness horizon. */
  public static final String LATE = "telemetry.late";

  /** Alerts, one JSON record a change, keyed by what they are about. */
  public static final String ALERTS = "telemetry.alerts";

  /** Signed checkpoints of the ledger's chains, keyed by tenant and origin; kept without end. */
  public static final String ANCHORS = "telemetry.anchors";

  /** Prefix of the MQTT topics on which tenants' lights and programs hear of alerts. */
  public static final String NOTIFICATION_PREFIX = "notifications/";

  /** Requests to devices, such as a rebirth. */
  public static final String COMMANDS = "telemetry.commands";

  /** Key of the records of {@link #RAW} by which a gateway says that it is there; no value. */
  public static final String HEARTBEAT_KEY = "heartbeat";

  /** Header: the MQTT topic, UTF-8. */
  public static final String HEADER_MQTT_TOPIC = "mqtt.topic";

  /** Header: when the gateway received it, epoch milliseconds as decimal text. */
  public static final String HEADER_RECEIVED_AT = "received.at";

  /** Header: the gateway's id, UTF-8. */
  public static final String HEADER_GATEWAY = "gateway";

  /** Header of a dead letter: a {@link RejectReason}. */
  public static final String HEADER_REASON = "reason";

  /** Header of a dead letter: SHA-256 of the whole payload, lower-case hex. */
  public static final String HEADER_SHA256 = "sha256";

  private Topics() {}
}

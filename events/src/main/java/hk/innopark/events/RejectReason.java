package hk.innopark.events;

/** Why a message became a dead letter. */
public enum RejectReason {
  /** Not JSON, truncated, not UTF-8, with a byte order mark, or empty. */
  MALFORMED,
  /** Over 64 KiB. */
  TOO_LARGE,
  /** Too deep, too many members, or a number or string that is too long. */
  LIMITS,
  /** A member of the envelope stands twice. */
  DUPLICATE_KEY,
  /** A member of the envelope is NaN or infinite. */
  NOT_FINITE,
  /** A member of the envelope is missing or of another type. */
  TYPE,
  /** Stamped more than five minutes after it was received. */
  FUTURE,
  /** Stamped before the retention period. */
  TOO_OLD,
  /** The stamp is in seconds, microseconds or nanoseconds. */
  TIME_UNIT,
  /** A counter is negative, or falls though the device did not restart. */
  COUNTER,
  /** An amount is beyond 64 bits; the rest of the message counts. */
  OVERFLOW,
  RANGE,
  /** A topic level or an identifier outside the allow-list. */
  BAD_ID,
  /** The payload names another tenant than the topic. */
  TENANT_MISMATCH,
  UNKNOWN_TENANT,
  UNKNOWN_DEVICE,
  /** A Sparkplug payload that cannot be decoded. */
  SPB_PAYLOAD,
  /** Sparkplug data before a birth. */
  SPB_NO_BIRTH,
  /** Sparkplug data by an alias that no birth named. */
  SPB_UNKNOWN_ALIAS,
  /** A Sparkplug death that belongs to another birth. */
  SPB_STALE_DEATH,
  /** An annotation names a reason that its tenant does not have. */
  UNKNOWN_REASON
}

package hk.innopark.gateway;

/** Why a network connection ended. */
record EpochEnd(Cause cause, String detail) {
  enum Cause {
    /** The network or the broker went away. */
    LOST,
    /** The broker closed the connection without a word. */
    CLOSED,
    /** Another client came with the same client id. */
    TAKEN_OVER,
    /** The broker refused the connection or a subscription. */
    REFUSED,
    /** The gateway itself cannot go on, for example since Kafka refused a record. */
    FAILED,
    /** The gateway is being stopped. */
    STOPPED
  }
}

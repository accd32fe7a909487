package hk.innopark.gateway;

import org.eclipse.paho.mqttv5.common.MqttException;

/** Says in one line what an MQTT failure was. */
final class Failure {
  /** Below it are codes of the protocol, above it codes of the client. */
  private static final int FIRST_CLIENT_CODE = 32_000;

  private Failure() {}

  static String text(MqttException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return text + " (reason " + failure.getReasonCode() + ")";
  }

  /** Whether the broker answered and said no. */
  static boolean isRefusal(MqttException failure) {
    return failure.getReasonCode() >= Subscriptions.REFUSED_FROM
        && failure.getReasonCode() < FIRST_CLIENT_CODE;
  }
}

package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * What a command's exit code says, so that a script can tell a ledger that was changed from a
 * database that does not answer.
 */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** Could not be done, for a reason that is none of the others. */
  static final int FAILED = 1;

  /** An argument or a setting is missing or wrong; nothing was done. */
  static final int WRONG_USAGE = 2;

  /** {@code up} did not stop in order. */
  static final int CUT_OFF = 3;

  /** A server does not answer, or does not let this user in. */
  static final int NO_SERVER = 4;

  /** What was asked about was looked at, and does not hold. */
  static final int DOES_NOT_HOLD = 5;

  /** Classes of SQLSTATE: connection, authorization, shutdown or start-up of the server. */
  private static final List<String> NO_DATABASE = List.of("08", "28", "57");

  private ExitCode() {}

  /** Of a command that ended with this failure. */
  static int of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WrongSettingException) {
        return WRONG_USAGE;
      }
      if (isOfServer(cause)) {
        return NO_SERVER;
      }
    }
    return FAILED;
  }

  private static boolean isOfServer(Throwable cause) {
    if (cause instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && NO_DATABASE.stream().anyMatch(state::startsWith);
    }
    return cause instanceof NoServerException
        || cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException
        || cause instanceof SocketTimeoutException
        || cause instanceof HttpTimeoutException
        || cause instanceof SSLException
        || cause instanceof RetriableException
        || cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof MqttException;
  }

  /** A setting or an argument cannot be used; the message names it. */
  static final class WrongSettingException extends RefusedException {
    private static final long serialVersionUID = 1L;

    WrongSettingException(String message) {
      super(message);
    }

    WrongSettingException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A server that is meant is not there; the message says which. */
  static final class NoServerException extends RefusedException {
    private static final long serialVersionUID = 1L;

    NoServerException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

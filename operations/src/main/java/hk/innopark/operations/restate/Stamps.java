package hk.innopark.operations.restate;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.account.AccountConfig;
import hk.innopark.jobs.decode.DecodeConfig;
import java.util.OptionalLong;

/** When readings were taken, and whether they came in time. Not thread-safe. */
final class Stamps {
  static final long HORIZON_MILLIS = AccountConfig.DEFAULT.latenessHorizon().toMillis();

  private final PayloadDecoder decoder =
      new PayloadDecoder(DecodeConfig.DEFAULT.retention(), DecodeConfig.DEFAULT.futureTolerance());

  /** Epoch milliseconds; empty where the message is none that can be decoded. */
  OptionalLong of(RawMessage message) {
    return decoder.decode(message) instanceof DecodeResult.Accepted accepted
        ? OptionalLong.of(accepted.reading().timestampMillis())
        : OptionalLong.empty();
  }

  /** Whether a reading of that stamp came after the lateness horizon. */
  static boolean isLate(RawMessage message, long stampMillis) {
    return stampMillis < message.receivedAtMillis() - HORIZON_MILLIS;
  }
}

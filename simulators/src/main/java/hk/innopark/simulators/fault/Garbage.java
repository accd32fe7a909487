package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.simulators.plant.Draw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Adds messages that nobody can read, beside the real ones, on the topics of real machines. */
final class Garbage implements Fault {
  static final String NAME = "garbage";

  private final Chance chance;
  private final FaultScope scope;
  private final double share;

  /** What a payload can be that has to be refused, and the reason for which it is. */
  private enum Kind {
    TRUNCATED(RejectReason.MALFORMED),
    NOT_TEXT(RejectReason.MALFORMED),
    NOT_JSON(RejectReason.MALFORMED),
    NO_OBJECT(RejectReason.TYPE),
    NO_SEQUENCE(RejectReason.TYPE),
    NOT_A_NUMBER(RejectReason.NOT_FINITE),
    TEXT_FOR_NUMBER(RejectReason.TYPE),
    NEGATIVE_SEQUENCE(RejectReason.RANGE),
    SAME_KEY_TWICE(RejectReason.DUPLICATE_KEY),
    NO_ID(RejectReason.BAD_ID);

    private static final Kind[] ALL = values();
    private final RejectReason reason;

    Kind(RejectReason reason) {
      this.reason = reason;
    }

    byte[] payload(RawMessage real) {
      String stamp = "\"ts\":" + real.receivedAtMillis();
      String start = "{" + stamp + ",\"boot\":\"b1\",\"signals\":{},";
      return switch (this) {
        case TRUNCATED -> Arrays.copyOf(real.payload(), real.payload().length / 2);
        case NOT_TEXT -> new byte[] {(byte) 0xFF, (byte) 0xFE, 0x00, 0x13, 0x37};
        case NOT_JSON -> bytes("temperature;188.2;ok");
        case NO_OBJECT -> bytes("[1,2,3]");
        case NO_SEQUENCE -> bytes("{" + stamp + ",\"boot\":\"b1\",\"signals\":{}}");
        case NOT_A_NUMBER -> bytes(start + "\"seq\":NaN}");
        case TEXT_FOR_NUMBER -> bytes(start + "\"seq\":\"12\"}");
        case NEGATIVE_SEQUENCE -> bytes(start + "\"seq\":-1}");
        case SAME_KEY_TWICE -> bytes(start + "\"seq\":1,\"seq\":1}");
        case NO_ID -> bytes("{" + stamp + ",\"boot\":\"b/1\",\"seq\":0,\"signals\":{}}");
      };
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  Garbage(long seed, FaultScope scope, double share) {
    this.chance = new Chance(seed, NAME);
    this.scope = scope;
    this.share = Chance.checkShare(share);
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    outlet.send(message);
    Draw draw = chance.of(message);
    if (draw.next() < share && scope.covers(message)) {
      Kind kind = Kind.ALL[(int) draw.nextBelow(Kind.ALL.length)];
      outlet.send(
          new RawMessage(message.receivedAtMillis(), message.topic(), kind.payload(message)));
      outlet.log(NAME, message, kind.reason.name());
    }
  }
}

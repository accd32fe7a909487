package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A gateway whose clock is off for a time: what another stage lets through is stamped by it. */
public final class GatewayClock implements MessageStage {
  private final MessageStage before;
  private final FaultWindow window;
  private final long aheadMillis;

  /**
   * @param ahead negative for behind
   */
  public GatewayClock(MessageStage before, FaultWindow window, Duration ahead) {
    this.before = before;
    this.window = window;
    this.aheadMillis = ahead.toMillis();
  }

  @Override
  public List<RawMessage> pass(List<RawMessage> messages, Instant until) {
    return before.pass(messages, until).stream().map(this::stamped).toList();
  }

  private RawMessage stamped(RawMessage message) {
    return window.covers(message.receivedAtMillis())
        ? new RawMessage(
            message.receivedAtMillis() + aheadMillis, message.topic(), message.payload())
        : message;
  }

  @Override
  public List<RawMessage> held() {
    return before.held();
  }

  @Override
  public void hold(List<RawMessage> messages) {
    before.hold(messages);
  }
}

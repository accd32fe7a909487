package hk.innopark.transports.sparkplug;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.MessageStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes plants speak Sparkplug: what another stage lets through is encoded. */
public final class SparkplugStage implements MessageStage {
  private final MessageStage before;
  private final SparkplugEncoder encoder = new SparkplugEncoder();

  public SparkplugStage(MessageStage before) {
    this.before = before;
  }

  @Override
  public List<RawMessage> pass(List<RawMessage> messages, Instant until) {
    List<RawMessage> said = new ArrayList<>();
    before.pass(messages, until).forEach(message -> said.addAll(encoder.encode(message)));
    return said;
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

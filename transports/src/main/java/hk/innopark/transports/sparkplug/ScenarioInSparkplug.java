package hk.innopark.transports.sparkplug;

import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.scenario.Encoder;
import hk.innopark.simulators.scenario.Scenario;

/** Lets scenarios speak Sparkplug. */
public final class ScenarioInSparkplug implements Encoder {
  @Override
  public Scenario.Language language() {
    return Scenario.Language.SPARKPLUG;
  }

  @Override
  public MessageStage encode(MessageStage before) {
    return new SparkplugStage(before);
  }
}

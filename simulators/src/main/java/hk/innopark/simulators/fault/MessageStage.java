package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import java.time.Instant;
import java.util.List;

/** Something between the plants and the broker that may change, hold back or add messages. */
public interface MessageStage {
  /** Passes everything on as it is. */
  MessageStage NONE =
      new MessageStage() {
        @Override
        public List<RawMessage> pass(List<RawMessage> messages, Instant until) {
          return messages;
        }

        @Override
        public List<RawMessage> held() {
          return List.of();
        }

        @Override
        public void hold(List<RawMessage> messages) {
          if (!messages.isEmpty()) {
            throw new IllegalArgumentException("nothing is held back here");
          }
        }
      };

  /**
   * Takes what the plants sent until the moment and gives what reaches the broker until then, in
   * order of {@link RawMessage#receivedAtMillis()}.
   */
  List<RawMessage> pass(List<RawMessage> messages, Instant until);

  /** What was taken and not yet given, so that it survives a restart. */
  List<RawMessage> held();

  /** Holds back messages of {@link #held()} again, before the first pass. */
  void hold(List<RawMessage> messages);
}

package hk.innopark.gateway.testing;

import hk.innopark.events.process.LoopbackPorts;
import java.nio.file.Path;
import java.util.Optional;

/** An MQTT broker that can be killed; what it has on disk outlives its process. */
public abstract class BrokerProcess extends ServerProcess {
  private final int port = LoopbackPorts.free();

  protected BrokerProcess(Path log) {
    super(log);
  }

  @Override
  public final int port() {
    return port;
  }

  public final String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** The password with which every client logs in, under its client id; empty for none. */
  public Optional<String> password() {
    return Optional.empty();
  }
}

package hk.innopark.gateway;

import hk.innopark.events.process.ServiceProcess;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The gateway as a process, configured by its environment; see {@link GatewayConfig} for the keys.
 * SIGTERM drains it. Exit codes: 0 stopped, 1 could not start or cannot go on, 2 a setting is
 * wrong.
 */
public final class GatewayMain {
  /** Held, or its level would be forgotten with it. */
  private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

  private GatewayMain() {}

  public static void main(String[] args) {
    ServiceProcess.logBy("log4j2-gateway.xml");
    // the gateway itself tells every loss of connection, in one line
    PAHO.setLevel(Level.OFF);
    int exitCode = run(System.getenv());
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs until the process is told to end; answers only where it could not start or go on. */
  static int run(Map<String, String> environment) {
    GatewayConfig config;
    Gateway gateway;
    try {
      config = GatewayConfig.fromEnvironment(environment);
      gateway = new Gateway(config);
    } catch (GatewayConfigException wrong) {
      System.err.println("gateway: " + wrong.getMessage());
      return 2;
    }
    try {
      if (config.kafka().create()) {
        KafkaTopics.create(
            config.kafka().bootstrapServers(),
            config.kafka().partitions(),
            config.kafka().clientProperties().values());
      }
      gateway.start();
    } catch (IOException | IllegalStateException failed) {
      System.err.println("gateway: " + failed.getMessage());
      gateway.stop();
      return 1;
    }
    return ServiceProcess.run("gateway", gateway::isAlive, gateway::stop);
  }
}

package hk.innopark.gateway;

import java.time.Clock;

/** A gateway with a planted bug, in a process of its own: {@code bug}. */
final class PlantedGatewayMain {
  private PlantedGatewayMain() {}

  public static void main(String[] args) throws Exception {
    GatewayConfig config = GatewayConfig.fromEnvironment(System.getenv());
    new Gateway(
            config,
            new KafkaForwarder(config.kafka(), config.gatewayId()),
            PlantedBug.valueOf(args[0]).get(),
            Clock.systemUTC())
        .start();
  }
}

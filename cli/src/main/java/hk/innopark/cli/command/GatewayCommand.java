package hk.innopark.cli.command;

import hk.innopark.gateway.GatewayMain;
import picocli.CommandLine.Command;

@Command(
    name = "gateway",
    description =
        "The bridge from MQTT to Kafka alone, until it is told to end. The environment configures"
            + " it: MQTT_URL and KAFKA_BOOTSTRAP_SERVERS are required.",
    mixinStandardHelpOptions = true)
final class GatewayCommand implements Runnable {
  @Override
  public void run() {
    GatewayMain.main(new String[0]);
  }
}

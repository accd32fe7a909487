package hk.innopark.cli.command;

import hk.innopark.gateway.AnnotationRelay;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "relay",
    description =
        "Takes what people say of stops from the console's outbox (REGISTRY_JDBC_URL, the relay's"
            + " login) to Kafka (KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE) until it is told"
            + " to end. While either is away, all waits. HEALTH_PORT (and HEALTH_ADDRESS, default"
            + " 127.0.0.1) serves /health/live, /health/ready and /metrics. The innopark up of"
            + " this machine has a relay of its own.",
    mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  private static final long LOOK_SECONDS = 1;

  private final ServerSettings settings = ServerSettings.ofEnvironment();

  @Override
  public Integer call() throws Exception {
    Optional<Integer> port = settings.port("HEALTH_PORT");
    CountDownLatch told = new CountDownLatch(1);
    AnnotationRelay relay = AnnotationRelay.start(stack.namedDatabase(), stack.kafka());
    try {
      if (port.isPresent()) {
        serveHealth(relay, port.get());
      }
      TerminationSignals.handle(told::countDown);
      Terminal.standard().say("relay: from PostgreSQL to Kafka");
      while (!told.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        if (!relay.isAlive()) {
          throw new IOException("a part of the relay has ended for good; start it again");
        }
      }
    } finally {
      relay.close();
    }
    return ExitCode.DONE;
  }

  private void serveHealth(AnnotationRelay relay, int port) throws IOException {
    String address = settings.text("HEALTH_ADDRESS").orElse("127.0.0.1");
    int bound = relay.serveHealth(address, port);
    Terminal.standard().say("health at http://%s:%d/health/ready".formatted(address, bound));
  }
}

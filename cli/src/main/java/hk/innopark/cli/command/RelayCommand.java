package hk.innopark.cli.command;

import hk.innopark.gateway.AnnotationRelay;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "relay",
    description =
        "Takes what people say of stops from the console's outbox (REGISTRY_JDBC_URL, the relay's"
            + " login) to Kafka (KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE) until it is told"
            + " to end. While either is away, all waits. The innopark up of this machine has a"
            + " relay of its own.",
    mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Override
  public Integer call() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AnnotationRelay relay = AnnotationRelay.start(stack.namedDatabase(), stack.kafka());
    try {
      TerminationSignals.handle(told::countDown);
      Terminal.standard().say("relay: from PostgreSQL to Kafka");
      told.await();
    } finally {
      relay.close();
    }
    return 0;
  }
}

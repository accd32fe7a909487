package hk.innopark.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the broker, prints {@code READY port}, and stops when standard input closes: so it never
 * outlives the process that started it, however that one died.
 */
public final class EmbeddedBroker {
  private static final Duration WAIT_FOR_PREDECESSOR = Duration.ofSeconds(15);
  private static final Duration WAIT_FOR_STOP = Duration.ofSeconds(8);

  private EmbeddedBroker() {}

  /** Runs until standard input closes; {@code --port N --data DIR --users FILE}. */
  public static void main(String... arguments) {
    PrintStream console = System.out;
    try {
      run(BrokerSettings.parse(arguments), console);
    } catch (Exception failure) {
      System.err.println("mqtt broker: " + failure.getMessage());
      // HiveMQ may have left threads behind that would keep the process
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void run(BrokerSettings settings, PrintStream console) throws Exception {
    Path data = Files.createDirectories(settings.dataFolder());
    System.setProperty("hivemq.log.folder", data.resolve("log").toString());
    System.setProperty("innopark.broker.log", data.resolve("log").resolve("broker.log").toString());
    System.setProperty("logback.configurationFile", "broker-logback.xml");
    try (FileChannel lockFile =
        FileChannel.open(
            data.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(lockFile, data);
      UsersFile users = UsersFile.open(settings.usersFile());
      Path configuration = BrokerConfiguration.write(settings);
      BrokerConfiguration.tune();
      EmbeddedHiveMQ broker =
          EmbeddedHiveMQ.builder()
              .withConfigurationFolder(configuration)
              .withDataFolder(data)
              .withExtensionsFolder(Files.createDirectories(data.resolve("extensions")))
              .withoutLoggingBootstrap()
              .withEmbeddedExtension(extension(users))
              .build();
      // building it has allowed everyone, for the case that no extension decides
      InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
      start(broker);
      console.println("READY " + settings.port());
      console.flush();
      awaitEndOfInput();
      stop(broker);
    }
  }

  private static EmbeddedExtension extension(UsersFile users) {
    return EmbeddedExtension.builder()
        .withId("innopark-access-control")
        .withName("Access control")
        .withVersion("1")
        .withExtensionMain(new AccessControl(users))
        .build();
  }

  /** Waits a little: the broker of a parent that was killed may still be closing its files. */
  private static void lock(FileChannel file, Path data) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + WAIT_FOR_PREDECESSOR.toNanos();
    while (file.tryLock() == null) {
      if (System.nanoTime() > deadline) {
        throw new IOException(data + " is in use by another broker");
      }
      Thread.sleep(100);
    }
  }

  private static void start(EmbeddedHiveMQ broker) throws InterruptedException, IOException {
    try {
      broker.start().get();
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IOException("did not start: " + cause.getMessage(), cause);
    }
  }

  private static void awaitEndOfInput() throws IOException {
    byte[] ignored = new byte[64];
    while (System.in.read(ignored) >= 0) {
      // whatever the parent writes means nothing
    }
  }

  private static void stop(EmbeddedHiveMQ broker) throws InterruptedException, IOException {
    try {
      broker.stop().get(WAIT_FOR_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("did not stop in order: " + failure, failure);
    }
  }
}

package hk.innopark.embedded.stack;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** The stack that another process runs, as its data folder tells how to reach it. */
public final class RunningStack {
  /** Of the MQTT user who may publish and subscribe everywhere. */
  public static final String OPERATOR = "operator";

  private final Path data;
  private final StackPorts ports;

  private RunningStack(Path data, StackPorts ports) {
    this.data = data;
    this.ports = ports;
  }

  /**
   * @throws RefusedException where nothing runs on that folder
   */
  public static RunningStack of(Path data) throws RefusedException {
    Path memory = data.resolve(DataFolder.PORTS_FILE);
    if (!Files.isReadable(memory) || !DataFolder.isInUse(data)) {
      throw new RefusedException("no innopark is up on data folder " + data);
    }
    try {
      return new RunningStack(data, StackPorts.read(memory));
    } catch (IOException unreadable) {
      throw new RefusedException(unreadable.getMessage(), unreadable);
    }
  }

  public StackPorts ports() {
    return ports;
  }

  public String kafkaBootstrapServers() {
    return "127.0.0.1:" + ports.kafka();
  }

  /** Connections to registry and ledger that may do what the role may. */
  public DataSource database(DatabaseRole role) throws IOException {
    return RegistryDatabase.dataSource(
        "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/innopark",
        RegistryDatabase.login(role),
        existing(RegistryDatabase.secretName(role)));
  }

  /** Of the MQTT user {@link #OPERATOR}. */
  public Secret operatorPassword() throws IOException {
    return existing(MqttAccounts.secretName(OPERATOR));
  }

  private Secret existing(String name) throws IOException {
    Path file = data.resolve("secrets").resolve(name);
    if (!Files.isReadable(file)) {
      throw new IOException(file + " is missing or cannot be read");
    }
    return Secret.keptIn(file);
  }
}

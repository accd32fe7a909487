package hk.innopark.notifier;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.Settings;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.NotificationChannel.Kind;
import hk.innopark.registry.model.Registry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The way from an alert to its channels over real servers: PostgreSQL, a mail server, HTTP. */
final class Bench implements AutoCloseable {
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  final EmbeddedPostgres postgres;
  final GreenMail mail;
  final WebhookReceiver receiver;
  final AlertStore alerts;
  final DeliveryQueue queue;
  final Registry registry;
  private final DataSource notifier;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Dispatcher> dispatchers = new ArrayList<>();

  Bench(Path folder, String notifications) throws Exception {
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    DataSource owner = postgres.getPostgresDatabase();
    RegistrySchema.migrate(owner);
    notifier = login(DatabaseRole.NOTIFIER);
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    receiver = new WebhookReceiver();
    Path secret = folder.resolve("golden-noodle").resolve("mes");
    Files.createDirectories(secret.getParent());
    Files.writeString(secret, SECRET);
    Files.writeString(secret.resolveSibling("hangs"), SECRET);
    new RegistryStore(login(DatabaseRole.REGISTRAR))
        .importRegistry(Sample.registry(notifications.replace("{receiver}", receiver.url())));
    registry = new RegistryStore(notifier).load();
    alerts = new AlertStore(notifier);
    queue = new DeliveryQueue(notifier);
    environment.put("SMTP_HOST", "127.0.0.1");
    environment.put("SMTP_PORT", Integer.toString(mail.getSmtp().getPort()));
    environment.put("SMTP_SECURITY", "none");
    environment.put("SMTP_FROM", "alerts@innopark.example");
    environment.put("WEBHOOK_SECRETS", folder.toString());
    environment.put("WEBHOOK_NETWORKS", "127.0.0.0/8");
  }

  Bench with(String key, String value) {
    environment.put(key, value);
    return this;
  }

  DataSource login(DatabaseRole role) {
    String user = "test-" + role.groupName();
    RegistrySchema.createLogin(postgres.getPostgresDatabase(), user, "secret", role);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {postgres.getPort()});
    source.setDatabaseName("postgres");
    source.setUser(user);
    source.setPassword("secret");
    return source;
  }

  /** Starts one more of those who send. */
  Dispatcher dispatch() {
    Settings settings = new Settings(environment);
    Map<Kind, Sender> senders =
        Map.of(
            Kind.EMAIL, new EmailSender(SmtpSettings.read(settings)),
            Kind.WEBHOOK,
                new WebhookSender(
                    new WebhookSecrets(settings.text("WEBHOOK_SECRETS").map(Path::of)),
                    Networks.parse(
                        "WEBHOOK_NETWORKS", settings.text("WEBHOOK_NETWORKS").orElse("")),
                    Clock.systemUTC()),
            Kind.MQTT, new MqttSender(MqttSettings.read(settings), queue));
    Supplier<Registry> known = () -> registry;
    Dispatcher dispatcher =
        new Dispatcher(
            alerts,
            queue,
            senders,
            new MessageWriter(Optional.empty()),
            known,
            new NotifierMetrics(new SimpleMeterRegistry()),
            new RetryDelay(Duration.ofMillis(200), Duration.ofSeconds(1)),
            Clock.systemUTC());
    Thread thread = new Thread(dispatcher, "test-dispatcher");
    thread.setDaemon(true);
    thread.start();
    dispatchers.add(dispatcher);
    return dispatcher;
  }

  /** What a record of the topic leads to. */
  boolean tell(hk.innopark.events.Alert alert) throws SQLException {
    Instant now = Instant.now();
    return alerts.record(
        alert,
        new AlertStore.Plans(
            raised -> Router.raised(registry, raised, now),
            (cleared, told) -> Router.cleared(registry, cleared, told, now)));
  }

  List<MimeMessage> mails() {
    return List.of(mail.getReceivedMessages());
  }

  static String header(MimeMessage message, String name) {
    try {
      String[] values = message.getHeader(name);
      return values == null ? null : values[0];
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows, their values joined by blanks. */
  List<String> query(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (!statement.execute(sql)) {
        return rows;
      }
      try (ResultSet row = statement.getResultSet()) {
        while (row.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getString(i));
          }
          rows.add(String.join(" ", values));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Dispatcher dispatcher : dispatchers) {
      stop(dispatcher);
    }
    receiver.close();
    mail.stop();
    postgres.close();
  }

  private static void stop(Dispatcher dispatcher) {
    try {
      dispatcher.stop();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}

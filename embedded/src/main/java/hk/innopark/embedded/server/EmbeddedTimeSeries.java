package hk.innopark.embedded.server;

import io.questdb.Bootstrap;
import io.questdb.DynamicPropServerConfiguration;
import io.questdb.FactoryProviderImpl;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerConfiguration;
import io.questdb.ServerMain;
import io.questdb.cairo.CairoException;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cutlass.http.HttpAuthenticatorFactory;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContext;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.std.FilesFacadeImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * QuestDB in this process: it takes InfluxDB's {@code /api/v2/write}, answers SQL over HTTP, and
 * has a page of its own.
 */
public final class EmbeddedTimeSeries implements AutoCloseable {
  private static final String NAME = "time-series store";

  private static final String CONFIGURATION =
      """
      http.net.bind.to=127.0.0.1:%d
      http.min.enabled=false
      pg.enabled=false
      line.tcp.enabled=false
      line.udp.enabled=false
      telemetry.enabled=false
      telemetry.disable.completely=true
      config.reload.enabled=false
      metrics.enabled=false
      shared.network.worker.count=2
      shared.query.worker.count=2
      shared.write.worker.count=2
      # the defaults are for few columns and much memory: ours are many columns, each small
      cairo.o3.column.memory.size=262144
      cairo.writer.data.append.page.size=1048576
      cairo.wal.writer.data.append.page.size=262144
      cairo.wal.purge.interval=5000
      """;

  private static final String LOGGING =
      """
      writers=file
      w.file.class=io.questdb.log.LogRollingFileWriter
      w.file.location=%s/server.log.${date:yyyyMMdd}
      w.file.rollSize=5m
      w.file.lifeDuration=3d
      w.file.level=ADVISORY,CRITICAL,ERROR
      """;

  private final ServerMain server;

  private EmbeddedTimeSeries(ServerMain server) {
    this.server = server;
  }

  /**
   * Starts it; returns when it can be written to.
   *
   * @param data folder of its tables, settings and log
   * @param port of HTTP on 127.0.0.1
   */
  public static EmbeddedTimeSeries start(Path data, int port) throws ServerStartException {
    ServerStartException.requireFree(NAME, port);
    Path root = data.toAbsolutePath();
    try {
      Path settings = Files.createDirectories(root.resolve("conf"));
      Path logs = Files.createDirectories(root.resolve("log"));
      Files.writeString(settings.resolve("server.conf"), CONFIGURATION.formatted(port));
      Files.writeString(settings.resolve("log.conf"), LOGGING.formatted(logs));
      ServerMain server = new ServerMain(new Bootstrap(new OwnSettings(), "-d", "" + root, "-n"));
      try {
        server.start();
        for (String statement : FigureTables.statements()) {
          server.getEngine().execute(statement);
        }
      } catch (RuntimeException | SqlException failure) {
        server.close();
        throw failure;
      }
      return new EmbeddedTimeSeries(server);
    } catch (IOException | RuntimeException | SqlException failure) {
      throw new ServerStartException(NAME, failure);
    }
  }

  /** {@code http://127.0.0.1:port}: of the page, of SQL and of InfluxDB's write calls. */
  public String url() {
    return "http://127.0.0.1:" + server.getHttpServerPort();
  }

  /**
   * Number of rows of a table, of those that can be read: what was written is applied a moment
   * later.
   */
  public long rows(String table) {
    try (SqlExecutionContext context = context();
        RecordCursorFactory query =
            server.getEngine().select("SELECT count() FROM " + table, context);
        RecordCursor cursor = query.getCursor(context)) {
      return cursor.hasNext() ? cursor.getRecord().getLong(0) : 0;
    } catch (SqlException failure) {
      throw new IllegalStateException(table + ": " + failure.getMessage(), failure);
    }
  }

  /** Whether everything that was written to the table can be read. */
  public boolean isApplied(String table) {
    TableToken token = server.getEngine().verifyTableName(table);
    return server.getEngine().getTableSequencerAPI().lastTxn(token)
        == server.getEngine().getTableSequencerAPI().getTxnTracker(token).getWriterTxn();
  }

  private SqlExecutionContext context() {
    return new SqlExecutionContextImpl(server.getEngine(), 1)
        .with(
            server
                .getEngine()
                .getConfiguration()
                .getFactoryProvider()
                .getSecurityContextFactory()
                .getRootContext());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (CairoException failure) {
      throw new IllegalStateException(NAME + " did not stop in order", failure);
    }
  }

  /** Settings come from the file alone: the environment may belong to another QuestDB. */
  private static final class OwnSettings extends PropBootstrapConfiguration {
    @Override
    public Map<String, String> getEnv() {
      return Map.of();
    }

    @Override
    public ServerConfiguration getServerConfiguration(Bootstrap bootstrap) throws Exception {
      return new DynamicPropServerConfiguration(
          bootstrap.getRootDirectory(),
          bootstrap.loadProperties(),
          getEnv(),
          bootstrap.getLog(),
          bootstrap.getBuildInformation(),
          FilesFacadeImpl.INSTANCE,
          bootstrap.getMicrosecondClock(),
          (configuration, engine, freeOnExit) -> new OwnFactories(configuration));
    }
  }

  private static final class OwnFactories extends FactoryProviderImpl {
    private OwnFactories(ServerConfiguration configuration) {
      super(configuration);
    }

    @Override
    public HttpAuthenticatorFactory getHttpAuthenticatorFactory() {
      return OwnPagesOnly::new;
    }
  }
}

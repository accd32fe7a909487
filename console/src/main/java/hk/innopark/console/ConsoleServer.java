package hk.innopark.console;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.ledger.LedgerStoreException;
import hk.innopark.registry.model.Registry;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console: pages, their assets from the class path, and figures as JSON. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MOST_THREADS = 16;
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

  private final ConsoleConfig config;
  private final Javalin app;

  /**
   * A console that is not started yet.
   *
   * @param registry gives the reference data to show; called for each answer
   * @param ledger where the ledger is kept; empty where none is connected
   */
  public ConsoleServer(
      ConsoleConfig config,
      FigureStore figures,
      Supplier<Registry> registry,
      Optional<DataSource> ledger) {
    this(config, figures, registry, ledger, Clock.systemUTC());
  }

  ConsoleServer(
      ConsoleConfig config,
      FigureStore figures,
      Supplier<Registry> registry,
      Optional<DataSource> ledger,
      Clock clock) {
    this.config = config;
    this.app =
        Javalin.create(
            javalin -> {
              javalin.showJavalinBanner = false;
              javalin.startupWatcherEnabled = false;
              javalin.http.gzipOnlyCompression(6);
              javalin.jetty.threadPool =
                  new QueuedThreadPool(MOST_THREADS, 4, (int) IDLE_CONNECTION.toMillis(), null);
              javalin.jetty.modifyHttpConfiguration(
                  http -> {
                    http.setSendServerVersion(false);
                    http.setIdleTimeout(IDLE_CONNECTION.toMillis());
                  });
              javalin.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrorHandler()));
            });
    app.before(new RequestGuard(config));
    Pages pages = new Pages(config.refresh());
    new PageRoutes(pages, registry).addTo(app);
    new FigureRoutes(figures, registry, clock).addTo(app);
    new LedgerRoutes(ledger.map(LedgerReader::new), pages).addTo(app);
    addErrors(pages);
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException where the port is taken
   */
  public void start() {
    try {
      app.start(config.bindAddress(), config.port());
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "console: port "
              + config.port()
              + " on "
              + config.bindAddress()
              + " is taken or may not be used",
          e);
    }
  }

  /** Stops listening; requests in progress may be cut. */
  public void stop() {
    app.stop();
  }

  @Override
  public void close() {
    stop();
  }

  /** Where the first page is. */
  public String url() {
    return "http://" + config.bindAddress() + ':' + app.port() + '/';
  }

  private void addErrors(Pages pages) {
    app.exception(
        RequestException.class, (e, ctx) -> answer(ctx, pages, e.status(), e.getMessage()));
    app.exception(
        FigureStoreException.class,
        (e, ctx) -> {
          LOG.warn("{}", e.getMessage());
          answer(
              ctx, pages, 503, "The time-series store does not answer; its figures are not lost.");
        });
    app.exception(
        LedgerStoreException.class,
        (e, ctx) -> {
          LOG.warn("{}", e.getMessage(), e);
          answer(ctx, pages, 503, "The ledger's database does not answer.");
        });
    app.exception(
        HttpResponseException.class,
        (e, ctx) -> answer(ctx, pages, e.getStatus(), "There is nothing at this address."));
    app.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("request for {} failed", ctx.path(), e);
          answer(ctx, pages, 500, "The console failed to answer; its log says why.");
        });
  }

  private static void answer(Context ctx, Pages pages, int status, String sentence) {
    ctx.status(status);
    if (ctx.path().startsWith("/api/") || ctx.path().equals("/health")) {
      ctx.contentType("application/json").result(Answers.error(sentence));
    } else {
      ctx.html(pages.error(status, sentence));
    }
  }
}

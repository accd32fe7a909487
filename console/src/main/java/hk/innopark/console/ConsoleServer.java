package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.AccessException;
import hk.innopark.console.access.AccessRefusedException;
import hk.innopark.console.alerts.AlertLogException;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.evidence.EvidenceRefusedException;
import hk.innopark.console.evidence.EvidenceStoreException;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.ledger.LedgerStoreException;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.console.shopfloor.AnnotationStoreException;
import hk.innopark.console.shopfloor.ShopFloorStoreException;
import hk.innopark.events.text.Message;
import hk.innopark.registry.evidence.NoteSigner;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.event.HandlerMetaInfo;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console: pages, their assets from the class path, and figures as JSON. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MOST_THREADS = 16;
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

  private static final long LARGEST_BODY_BYTES = 64_000;

  private final ConsoleConfig config;
  private final Javalin app;
  private final List<Route> routes = new ArrayList<>();

  /**
   * A console that is not started yet.
   *
   * @param access where accounts, sessions and actions are kept
   * @param sources gives each audience its figures, reference data and ledger
   * @param provider with whom people may sign in besides; empty for passwords alone
   */
  public ConsoleServer(
      ConsoleConfig config,
      Access access,
      Sources.ByAudience sources,
      Optional<OidcConfig> provider) {
    this(
        config, access, sources, provider, Optional.empty(), Onboarding.NONE, PlatformServers.NONE);
  }

  /**
   * The same, which makes evidence packs too, and takes new devices.
   *
   * @param signer the ledger's key; empty where the console makes no packs
   * @param onboarding what it may do for new devices
   * @param servers what the platform's engineer sees of
   */
  public ConsoleServer(
      ConsoleConfig config,
      Access access,
      Sources.ByAudience sources,
      Optional<OidcConfig> provider,
      Optional<NoteSigner> signer,
      Onboarding onboarding,
      PlatformServers servers) {
    this(config, access, sources, provider, signer, onboarding, servers, Clock.systemUTC());
  }

  ConsoleServer(
      ConsoleConfig config,
      Access access,
      Sources.ByAudience sources,
      Optional<OidcConfig> provider,
      Clock clock) {
    this(
        config,
        access,
        sources,
        provider,
        Optional.empty(),
        Onboarding.NONE,
        PlatformServers.NONE,
        clock);
  }

  ConsoleServer(
      ConsoleConfig config,
      Access access,
      Sources.ByAudience sources,
      Optional<OidcConfig> provider,
      Optional<NoteSigner> signer,
      Onboarding onboarding,
      PlatformServers servers,
      Clock clock) {
    this.config = config;
    this.app = Javalin.create(ConsoleServer::configure);
    app.unsafeConfig().events.handlerAdded(this::keep);
    SessionCookie cookie = new SessionCookie(config);
    ClientAddress addresses = new ClientAddress(config);
    Views views = new Views(sources, clock);
    Pages pages = new Pages(config.refresh());
    app.before(new RequestGuard(config, this::routes));
    app.beforeMatched(new AccessGuard(access, cookie, addresses));
    SessionRoutes sessions =
        new SessionRoutes(
            access,
            cookie,
            addresses,
            pages,
            views,
            new SessionRoutes.Offers(provider.isPresent(), signer.isPresent()));
    sessions.addTo(app);
    new OidcRoutes(provider, access, sessions, config, addresses).addTo(app);
    new OwnAccountRoutes(access, pages).addTo(app);
    new AccountRoutes(access, pages, views).addTo(app);
    new PageRoutes(pages, views).addTo(app);
    new FigureRoutes(views).addTo(app);
    new StopRoutes(views, pages, access.annotations(), access.actions()).addTo(app);
    new DeviceRoutes(views, pages, onboarding, access.actions(), clock).addTo(app);
    new PlatformRoutes(views, pages, servers, clock).addTo(app);
    new OrderRoutes(views, pages, access).addTo(app);
    new OrderApiRoutes(views).addTo(app);
    new LedgerRoutes(views, pages, access.actions()).addTo(app);
    new CommitmentRoutes(views, pages, access.actions()).addTo(app);
    new DeclarationRoutes(views, access).addTo(app);
    new PackRoutes(views, signer, access.actions(), clock).addTo(app);
    new AlertRoutes(views, pages, access).addTo(app);
    new DeadLetterRoutes(views).addTo(app);
    new FigureApiRoutes(views).addTo(app);
    new LedgerApiRoutes(views).addTo(app);
    new ApiDescriptionRoutes(this::routes, pages).addTo(app);
    ApiDescription.requireWhole(routes);
    addErrors(pages);
  }

  /** A way to call the console. */
  record Route(HandlerType method, String path, Rule rule) {}

  private static void configure(JavalinConfig javalin) {
    javalin.showJavalinBanner = false;
    javalin.startupWatcherEnabled = false;
    javalin.http.gzipOnlyCompression(6);
    javalin.http.maxRequestSize = LARGEST_BODY_BYTES;
    javalin.jetty.threadPool =
        new QueuedThreadPool(MOST_THREADS, 4, (int) IDLE_CONNECTION.toMillis(), null);
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setIdleTimeout(IDLE_CONNECTION.toMillis());
        });
    javalin.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrorHandler()));
  }

  /** Remembers a route; one without a rule is a mistake, and there is no console. */
  private void keep(HandlerMetaInfo added) {
    if (added.getHttpMethod().isHttpMethod()) {
      routes.add(
          new Route(added.getHttpMethod(), added.getPath(), AccessGuard.ruleOf(added.getRoles())));
    }
  }

  /** Every way to call it, as its router has them. */
  List<Route> routes() {
    return List.copyOf(routes);
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
    app.exception(RequestException.class, (e, ctx) -> answer(ctx, pages, e.status(), e.said()));
    app.exception(AccessGuard.SignInFirstException.class, (e, ctx) -> ctx.redirect(e.location()));
    app.exception(AccessRefusedException.class, (e, ctx) -> answer(ctx, pages, 400, e.said()));
    addAway(AccessException.class, pages, "error.accounts_away");
    app.exception(
        FigureStoreException.class,
        (e, ctx) -> {
          LOG.warn("{}", e.getMessage());
          answer(ctx, pages, 503, Message.of("error.store_away"));
        });
    app.exception(
        EvidenceRefusedException.class,
        (e, ctx) -> answer(ctx, pages, 400, Message.of("error.evidence_refused")));
    addAway(EvidenceStoreException.class, pages, "error.evidence_away");
    addAway(AnnotationStoreException.class, pages, "error.annotations_away");
    addAway(ShopFloorStoreException.class, pages, "error.shop_floor_away");
    addAway(LedgerStoreException.class, pages, "error.ledger_away");
    addAway(AlertLogException.class, pages, "error.alerts_away");
    app.exception(
        HttpResponseException.class,
        (e, ctx) -> {
          String methods = RouteTemplate.methodsAt(routes, ctx.path());
          if (e.getStatus() == 404 && !methods.isEmpty()) {
            ctx.header("Allow", methods);
            answer(ctx, pages, 405, Message.of("error.method_here", methods));
          } else {
            answer(ctx, pages, e.getStatus(), Message.of("error.nothing_here"));
          }
        });
    app.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("request for {} failed", ctx.path(), e);
          answer(ctx, pages, 500, Message.of("error.failed"));
        });
  }

  /** A store that does not answer; the log says why. */
  private <E extends Exception> void addAway(Class<E> failure, Pages pages, String sentence) {
    app.exception(
        failure,
        (e, ctx) -> {
          LOG.warn("{}", e.getMessage(), e);
          answer(ctx, pages, 503, Message.of(sentence));
        });
  }

  private static void answer(Context ctx, Pages pages, int status, Message sentence) {
    if (ctx.path().startsWith("/api/") || ctx.path().equals("/health")) {
      Answers.problem(ctx, status, sentence.in(PageLanguage.texts(ctx)));
    } else {
      ctx.status(status);
      pages.sendError(ctx, status, sentence);
    }
  }
}

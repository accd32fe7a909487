package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.devices.DeviceCredentials;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.LedgerAudit;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.VerificationCourse;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A console over sample plants and a sample ledger, and a browser to look at it. */
final class BrowserConsole implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 60_000;
  private static final Path PICTURES = Path.of("target", "screenshots");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T06:31:00Z"));
  private final Registry registry = SampleRegistry.load();
  private final AtomicReference<Registry> shown = new AtomicReference<>(registry);
  private final AtomicReference<PlatformServers> servers =
      new AtomicReference<>(PlatformServers.NONE);
  private final SwitchableStore store =
      new SwitchableStore(
          new SampleFigures(registry, clock, clock.instant().minus(Duration.ofDays(9))));
  private final TestServer database = new TestServer();
  private final ConsoleServer server;
  private final Chromium chromium;
  private final Path ledgerKey = PICTURES.resolve("ledger-key-" + System.nanoTime());

  /** A console in the browser of this machine; without a browser, its tests are skipped. */
  static BrowserConsole orSkipped() {
    Optional<Path> chromium = Chromium.installed();
    assumeTrue(chromium.isPresent(), "no Chromium is installed: apt-get install chromium");
    return new BrowserConsole(chromium.get());
  }

  private BrowserConsole(Path executable) {
    try {
      Files.createDirectories(PICTURES);
    } catch (IOException readOnly) {
      throw new UncheckedIOException(readOnly);
    }
    LedgerStore ledger = new LedgerStore(database.login(DatabaseRole.WRITER));
    ledger.append(SampleLedger.rows("golden-noodle", "sim:demo", 240));
    ledger.append(SampleLedger.rows("medivance", "sim:demo", 120));
    SampleNotifications.fill(database);
    DataSource auditor = database.login(DatabaseRole.AUDITOR);
    new LedgerAudit(auditor).run(Anchors.none(), VerificationCourse.FROM_THE_BEGINNING);
    server =
        new ConsoleServer(
            new ConsoleConfig("127.0.0.1", 0, Set.of("127.0.0.1"), Duration.ofSeconds(1)),
            database.access(),
            audience ->
                new Sources(
                    store,
                    shown::get,
                    Optional.of(
                        audience.tenant() == null
                            ? auditor
                            : database.tenantLogin(audience.tenant()))),
            Optional.empty(),
            Optional.of(NoteSigner.keptIn(ledgerKey, "innopark-ledger")),
            onboarding(),
            new PlatformServers(
                () -> servers.get().flink().get(), () -> servers.get().gateways().get()),
            clock);
    server.start();
    chromium = new Chromium(executable);
  }

  /** The public key of the packs that it makes. */
  Path ledgerKey() {
    return Path.of(ledgerKey + ".pub");
  }

  /** Imports go into the database of the test; a credential is made once. */
  private Onboarding onboarding() {
    new RegistryStore(database.login(DatabaseRole.REGISTRAR)).importRegistry(registry);
    makeKnownEarlier();
    RegistryStore store = new RegistryStore(database.login(DatabaseRole.ONBOARDER));
    Set<String> made = new TreeSet<>();
    return new Onboarding(
        Optional.of(store),
        Optional.of(
            user ->
                made.add(user)
                    ? Optional.of(
                        new DeviceCredentials.Credential(user, "hush", "tcp://127.0.0.1:1883"))
                    : Optional.empty()),
        () -> show(store.load()));
  }

  /** As if the import had been before the pages' clock, so that the past has a registry. */
  private void makeKnownEarlier() {
    database.execute(
        """
        DO $$
        DECLARE place record;
        BEGIN
          SET LOCAL session_replication_role = replica;
          FOR place IN
            SELECT c.table_name AS name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'registry' AND c.column_name = 'recorded_at'
              AND t.table_type = 'BASE TABLE'
          LOOP
            EXECUTE format('UPDATE registry.%I SET recorded_at = %L', place.name, '2026-11-01');
          END LOOP;
        END $$\
        """);
  }

  SettableClock clock() {
    return clock;
  }

  SwitchableStore store() {
    return store;
  }

  Registry registry() {
    return registry;
  }

  /** Shows other reference data from now on. */
  void show(Registry other) {
    shown.set(other);
  }

  /** Asks these servers how they are, from now on. */
  void servers(PlatformServers others) {
    servers.set(others);
  }

  String url() {
    return server.url();
  }

  /** Another console over other figures, without a ledger. */
  ConsoleServer serve(FigureStore figures) {
    ConsoleServer other =
        new ConsoleServer(
            ConsoleConfig.loopback(0),
            database.access(),
            audience -> new Sources(figures, () -> registry, Optional.empty()),
            Optional.empty(),
            clock);
    other.start();
    return other;
  }

  /** What the registry names: data, the same in every language. */
  Set<String> names() {
    Set<String> names =
        new TreeSet<>(Set.of("nobody", "auditor", "medivance", "new", "wai", "mei"));
    for (Tenant tenant : registry.tenants()) {
      names.add(tenant.name());
      for (Line line : tenant.lines()) {
        names.add(line.name());
        line.machines().forEach(machine -> names.add(machine.name()));
      }
    }
    return names;
  }

  TestServer database() {
    return database;
  }

  /** An empty page of a browser that is signed in and reads everything. */
  Page blank(Look look) {
    return as(Grant.of(Role.PLATFORM_ENGINEER), look);
  }

  /** An empty page of a browser that is signed in and reads by a right. */
  Page as(Grant grant, Look look) {
    Page page = stranger(look);
    page.context()
        .addCookies(
            List.of(
                new Cookie("innopark", database.session(grant))
                    .setDomain("127.0.0.1")
                    .setPath("/")
                    .setHttpOnly(true)));
    return page;
  }

  /** An empty page of a browser that is not signed in. */
  Page stranger(Look look) {
    return chromium.page(look);
  }

  /** A page that has drawn its figures. */
  Page open(String path) {
    Page page = blank(Look.DESKTOP);
    page.navigate(url() + path);
    awaitFigures(page);
    return page;
  }

  static void awaitFigures(Page page) {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0, patient());
  }

  static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name)));
  }

  /** Of a part of a page. */
  static void picture(Locator part, String name) {
    part.screenshot(new Locator.ScreenshotOptions().setPath(PICTURES.resolve(name)));
  }

  static LocatorAssertions.HasCountOptions patient() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  static LocatorAssertions.ContainsTextOptions patientText() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  @Override
  public void close() {
    chromium.close();
    server.close();
    database.close();
  }
}

package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.registry.model.Registry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A console over sample plants and a sample ledger, and a browser to look at it. */
final class BrowserConsole implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 60_000;
  private static final Path PICTURES = Path.of("target", "screenshots");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T06:31:00Z"));
  private final Registry registry = SampleRegistry.load();
  private final AtomicReference<Registry> shown = new AtomicReference<>(registry);
  private final SwitchableStore store =
      new SwitchableStore(
          new SampleFigures(registry, clock, clock.instant().minus(Duration.ofDays(9))));
  private final EmbeddedPostgres postgres;
  private final ConsoleServer server;
  private final Chromium chromium;

  /** A console in the browser of this machine; without a browser, its tests are skipped. */
  static BrowserConsole orSkipped() {
    Optional<Path> chromium = Chromium.installed();
    assumeTrue(chromium.isPresent(), "no Chromium is installed: apt-get install chromium");
    return new BrowserConsole(chromium.get());
  }

  private BrowserConsole(Path executable) {
    try {
      postgres = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SampleLedger ledger = new SampleLedger(postgres.getPostgresDatabase());
    ledger.create();
    ledger.append("golden-noodle", "sim:demo", 240);
    ledger.append("medivance", "sim:demo", 120);
    server =
        new ConsoleServer(
            new ConsoleConfig("127.0.0.1", 0, Set.of("127.0.0.1"), Duration.ofSeconds(1)),
            store,
            shown::get,
            Optional.of(postgres.getPostgresDatabase()),
            clock);
    server.start();
    chromium = new Chromium(executable);
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

  String url() {
    return server.url();
  }

  /** Another console over other figures, without a ledger. */
  ConsoleServer serve(FigureStore figures) {
    ConsoleServer other =
        new ConsoleServer(
            ConsoleConfig.loopback(0), figures, () -> registry, Optional.empty(), clock);
    other.start();
    return other;
  }

  Page blank(int width, ColorScheme colours) {
    return chromium.page(width, colours);
  }

  /** A page that has drawn its figures. */
  Page open(String path) {
    Page page = chromium.page(1280, ColorScheme.LIGHT);
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
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

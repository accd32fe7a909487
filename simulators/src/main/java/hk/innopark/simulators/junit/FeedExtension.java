package hk.innopark.simulators.junit;

import hk.innopark.events.FeedReader;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultPlan;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link ReplayFeed} marks. */
final class FeedExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace FILES =
      ExtensionContext.Namespace.create(FeedExtension.class);

  /** Removed when the test has ended. */
  private record FeedFile(Path path) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(ReplayFeed.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ReplayFeed wanted = parameter.findAnnotation(ReplayFeed.class).orElseThrow();
    Class<?> type = parameter.getParameter().getType();
    try {
      if (type == SimulatedFeed.class && wanted.resource().isEmpty()) {
        return simulate(wanted);
      }
      List<RawMessage> messages =
          wanted.resource().isEmpty() ? simulate(wanted).messages() : read(wanted.resource());
      if (type == List.class) {
        return messages;
      }
      if (type == Path.class) {
        return file(messages, parameter, context);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    throw new ParameterResolutionException(
        "@ReplayFeed gives a List<RawMessage>, a Path or, where simulated, a SimulatedFeed; not "
            + type.getName());
  }

  private static SimulatedFeed simulate(ReplayFeed wanted) throws IOException {
    if (!wanted.scenario().isEmpty()) {
      return SimulatedFeed.of(Scenario.parse(wanted.scenario(), text(wanted.scenario())));
    }
    Plants plants =
        wanted.tenant().isEmpty() ? Plants.sample() : Plants.sample().ofTenant(wanted.tenant());
    Instant from = Instant.parse(wanted.from());
    Instant to = from.plus(Duration.parse(wanted.lasts()));
    Fleet fleet =
        Fleet.startingAt(
            from,
            plants,
            new SimulationRun(wanted.seed(), "test", wanted.orders()),
            Duration.between(from, to).plusMinutes(1));
    FaultInjector faults =
        wanted.faults() == ReplayFeed.Faults.DEMO
            ? FaultPlan.demo(wanted.seed())
            : FaultPlan.none();
    List<RawMessage> messages = faults.pass(fleet.advanceTo(to), Instant.MAX);
    return new SimulatedFeed(List.copyOf(messages), fleet.truth(), faults.log(), plants, null);
  }

  private static String text(String resource) throws IOException {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream bytes = FeedExtension.class.getResourceAsStream("/" + resource)) {
      if (bytes == null) {
        throw new ParameterResolutionException("no \"" + resource + "\" on the class path");
      }
      return bytes.readAllBytes();
    }
  }

  private static List<RawMessage> read(String resource) throws IOException {
    Path copy = Files.createTempFile("feed", resource.endsWith(".gz") ? ".gz" : ".ndjson");
    try {
      Files.write(copy, bytes(resource));
      List<RawMessage> messages = new ArrayList<>();
      try (FeedReader reader = FeedReader.open(copy)) {
        for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
          messages.add(next.get());
        }
      }
      return List.copyOf(messages);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Path file(
      List<RawMessage> messages, ParameterContext parameter, ExtensionContext context)
      throws IOException {
    Path file = Files.createTempFile("feed", ".ndjson");
    context.getStore(FILES).put(parameter.getIndex(), new FeedFile(file));
    try (FeedWriter writer = FeedWriter.create(file)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    return file;
  }
}

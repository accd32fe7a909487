package hk.innopark.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves parameters of type {@link Pipeline}; their files go when the test has ended. */
final class PipelineExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace FOLDERS =
      ExtensionContext.Namespace.create(PipelineExtension.class);

  private record Folder(Path path) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(path)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path one : deepestFirst) {
        Files.delete(one);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pipeline.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      Path folder = Files.createTempDirectory("innopark-test");
      context.getStore(FOLDERS).put(parameter.getIndex(), new Folder(folder));
      return Pipeline.in(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}

package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
  @Test
  void every_file_of_the_folder_can_be_asked_for() throws IOException, URISyntaxException {
    Assets assets = new Assets();
    Path folder = Path.of(Assets.class.getResource("/console/assets/app.css").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).contains("app.css").allMatch(name -> assets.named(name).isPresent());
    }
  }
}

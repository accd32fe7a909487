package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneAtATime() throws Exception {
    Path data = folder.resolve("data");
    try (DataFolder held = DataFolder.open(data)) {
      assertThat(held.root()).isEqualTo(data);
      assertThat(DataFolder.isInUse(data)).isTrue();
      assertThatThrownBy(() -> DataFolder.open(data))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "data folder "
                  + data
                  + " is in use by another innopark (process "
                  + ProcessHandle.current().pid()
                  + ")");
    }
    assertThat(DataFolder.isInUse(data)).isFalse();
    DataFolder.open(data).close();
  }

  @Test
  void keepsSecretsFromOtherUsers() throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      Path secrets = data.secret("any").getParent();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void namesTheFolderThatCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("cannot be written");
  }
}

package hk.innopark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
  @TempDir Path folder;

  @Test
  void findsTheUserWhoseNameAndPasswordAreRight() throws IOException {
    UsersFile users = UsersFile.open(write(TestUsers.json(TestUsers.user("plant", "secret"))));

    assertThat(users.find("plant", bytes("secret"))).map(User::name).contains("plant");
    assertThat(users.find("plant", bytes("Secret"))).isEmpty();
    assertThat(users.find("plant", bytes(""))).isEmpty();
    assertThat(users.find("Plant", bytes("secret"))).isEmpty();
  }

  @Test
  void readsTheFileAgainWhenItHasChanged() throws IOException {
    Path file = write(TestUsers.json(TestUsers.user("plant", "old")));
    UsersFile users = UsersFile.open(file);
    touch(write(TestUsers.json(TestUsers.user("plant", "new"))), 10);

    assertThat(users.find("plant", bytes("old"))).isEmpty();
    assertThat(users.find("plant", bytes("new"))).isPresent();
  }

  @Test
  void keepsTheUsersWhenTheFileHasBecomeUnreadable() throws IOException {
    Path file = write(TestUsers.json(TestUsers.user("plant", "secret")));
    UsersFile users = UsersFile.open(file);
    touch(write("{\"users\": ["), 10);

    assertThat(users.find("plant", bytes("secret"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|\"users\" is missing",
        "{\"users\": [{\"name\": \"a\", \"salt\": \"00\"}]}|passwordSha256 must be lower-case hex",
        "{\"users\": [{\"salt\": \"00\"}]}|a user has no name",
        "{\"user\": []}|Unrecognized field \"user\"",
        "not json|Unrecognized token"
      })
  void saysWhichFileAndWhatIsWrongWithIt(String content, String fault) throws IOException {
    Path file = write(content);

    assertThatThrownBy(() -> UsersFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesTwoUsersOfOneName() throws IOException {
    Path file = write(TestUsers.json(TestUsers.user("plant", "a"), TestUsers.user("plant", "b")));

    assertThatThrownBy(() -> UsersFile.open(file)).hasMessageContaining("twice");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("users.json"), content);
  }

  private static void touch(Path file, long secondsLater) throws IOException {
    long millis = Files.getLastModifiedTime(file).toMillis() + secondsLater * 1000;
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

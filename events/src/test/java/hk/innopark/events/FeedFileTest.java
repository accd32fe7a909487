package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFileTest {
  private static final String LINE = "{\"at\":1,\"topic\":\"t\",\"payload\":{}}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"feed.ndjson", "feed.ndjson.gz"})
  void whatIsWrittenIsReadByteForByte(String name) throws IOException {
    Path file = folder.resolve(name);
    List<byte[]> payloads = payloads();
    try (FeedWriter writer = FeedWriter.create(file)) {
      for (int i = 0; i < payloads.size(); i++) {
        writer.write(new RawMessage(i, "t/" + i, payloads.get(i)));
      }
    }

    List<RawMessage> read = readAll(file);

    assertThat(read).hasSameSizeAs(payloads);
    for (int i = 0; i < payloads.size(); i++) {
      assertThat(read.get(i).receivedAtMillis()).isEqualTo(i);
      assertThat(read.get(i).topic()).isEqualTo("t/" + i);
      assertThat(read.get(i).payload()).isEqualTo(payloads.get(i));
    }
  }

  @Test
  void aGzipFeedIsGzipAndTheSameMessagesGiveTheSameBytes() throws IOException {
    Path first = folder.resolve("a.gz");
    Path second = folder.resolve("b.gz");
    write(first, 1_000);
    write(second, 1_000);

    assertThat(Files.readAllBytes(first)).startsWith(0x1f, 0x8b).hasSizeLessThan(20_000);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void emptyLinesAndCarriageReturnsAndAMissingLastLineBreakDoNotMatter() throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(file, "\n\r\n  \n" + LINE + "\r\n\n" + LINE + "\n" + LINE);
    assertThat(readAll(file)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n \n"})
  void aFeedWithoutMessagesIsEmpty(String text) throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(file, text);
    assertThat(readAll(file)).isEmpty();
  }

  @Test
  void theEndIsReachedAgainAndAgain() throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(file, LINE);
    try (FeedReader reader = FeedReader.open(file)) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void aBadLineIsNamedWithItsFileAndNumber() throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(file, LINE + "\n\n" + LINE + "\n{\"at\":true}\n" + LINE);
    try (FeedReader reader = FeedReader.open(file)) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isPresent();
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessage(file + ", line 4: \"at\" is not a whole number of milliseconds");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreNamedAndNeverReplaced() throws IOException {
    Path file = folder.resolve("feed");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((LINE + "\n").repeat(5_000).getBytes(UTF_8));
    bytes.writeBytes("{\"at\":1,\"topic\":\"".getBytes(UTF_8));
    bytes.write(0xFF);
    bytes.writeBytes("\",\"payload\":{}}\n".getBytes(UTF_8));
    Files.write(file, bytes.toByteArray());

    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 5001: not UTF-8 at byte 17");
  }

  @Test
  void aTruncatedGzipFeedGivesItsWholeLinesAndThenAClearError() throws IOException {
    Path file = folder.resolve("feed.gz");
    write(file, 20_000);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {whole.length / 2, whole.length - 9, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> readAll(file))
          .as("cut off at %d of %d", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ", line ")
          .hasMessageEndingWith(": the gzip file breaks off");
    }
  }

  @Test
  void aDamagedGzipFeedGivesAClearError() throws IOException {
    Path file = folder.resolve("feed.gz");
    write(file, 20_000);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1; // of the checksum
    Files.write(file, bytes);

    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line ")
        .hasMessageEndingWith(": the gzip file is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LINE, "\u001f"})
  void aFileThatIsOnlyCalledGzipIsNamed(String text) throws IOException {
    Path file = folder.resolve("feed.gz");
    Files.writeString(file, text);
    assertThatThrownBy(() -> FeedReader.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not gzip");
  }

  @Test
  void aGzipFileUnderAnotherNameIsReadToo() throws IOException {
    Path gzip = folder.resolve("feed.gz");
    write(gzip, 100);
    Path renamed = Files.move(gzip, folder.resolve("feed"));
    assertThat(readAll(renamed)).hasSize(100);
  }

  @Test
  void aByteOrderMarkIsPassedOverAtTheBeginningAndNowhereElse() throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(file, "\uFEFF" + LINE + "\n" + LINE);
    assertThat(readAll(file)).hasSize(2);

    Files.writeString(file, LINE + "\n\uFEFF" + LINE);
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line 2: not a JSON object");
  }

  @Test
  void aFeedInUtf16SaysSo() throws IOException {
    Path file = folder.resolve("feed");
    Files.write(file, ("\uFEFF" + LINE).getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 1: UTF-16 text; save the feed as UTF-8");
  }

  @Test
  void aLargeFileWithoutLineBreaksIsRefusedAtItsBeginning() throws IOException {
    Path file = folder.resolve("feed");
    Files.write(file, new byte[300_000]);
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 1: not a JSON object");
  }

  @Test
  void concatenatedGzipFeedsAreOneFeed() throws IOException {
    Path file = folder.resolve("feed.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 2; i++) {
        GZIPOutputStream member = new GZIPOutputStream(out);
        member.write((LINE + "\n").getBytes(UTF_8));
        member.finish();
      }
    }
    assertThat(readAll(file)).hasSize(2);
  }

  @Test
  void aFileThatIsMissingOrAFolderIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> FeedReader.open(missing))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": there is no such feed file");
    assertThatThrownBy(() -> FeedReader.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder, not a feed file");
    assertThatThrownBy(() -> FeedWriter.create(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder, not a feed file");
    Path nowhere = missing.resolve("feed");
    assertThatThrownBy(() -> FeedWriter.create(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessage(nowhere + " cannot be written: there is no folder " + missing);
  }

  @Test
  void aFeedTakesItsNameWhenItIsClosedAndNotBefore() throws IOException {
    Path file = folder.resolve("feed");
    FeedWriter writer = FeedWriter.create(file);
    writer.write(message());
    assertThat(names()).containsExactly("feed.tmp");

    writer.close();
    assertThat(names()).containsExactly("feed");
    assertThat(readAll(file)).hasSize(1);

    writer.close();
    assertThat(names()).containsExactly("feed");
  }

  @Test
  void aDiscardedFeedLeavesNothing() throws IOException {
    Path file = folder.resolve("feed.gz");
    try (FeedWriter writer = FeedWriter.create(file)) {
      writer.write(message());
      writer.discard();
      writer.discard();
      assertThatThrownBy(() -> writer.write(message()))
          .isInstanceOf(IOException.class)
          .hasMessage(file + " is closed");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aFeedThatIsReplacedStaysUntilTheNewOneIsWhole() throws IOException {
    Path file = folder.resolve("feed");
    write(file, 3);
    FeedWriter writer = FeedWriter.create(file);
    writer.write(message());
    assertThat(readAll(file)).hasSize(3);
    writer.discard();
    assertThat(readAll(file)).hasSize(3);

    write(file, 2);
    assertThat(readAll(file)).hasSize(2);
    assertThat(names()).containsExactly("feed");
  }

  @Test
  void whatAKilledWriterLeftIsWrittenOver() throws IOException {
    Path file = folder.resolve("feed");
    Files.writeString(folder.resolve("feed.tmp"), "x".repeat(100_000));
    write(file, 1);
    assertThat(readAll(file)).hasSize(1);
    assertThat(names()).containsExactly("feed");
  }

  @Test
  void aFeedWhoseNameIsTakenByAFolderMeanwhileLeavesNothingHalfWritten() throws IOException {
    Path file = folder.resolve("feed");
    FeedWriter writer = FeedWriter.create(file);
    writer.write(message());
    Files.createDirectories(file.resolve("inside"));

    assertThatThrownBy(writer::close).isInstanceOf(IOException.class).hasMessageContaining("feed");
    assertThat(names()).containsExactly("feed");
  }

  private static List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>();
    PayloadMutator mutator = new PayloadMutator(11);
    for (int i = 0; i < 3_000; i++) {
      payloads.add(mutator.next());
    }
    payloads.add(new byte[200_000]);
    payloads.add(("{\"a\":\"" + "é".repeat(100_000) + "\"}").getBytes(UTF_8));
    return payloads;
  }

  private static RawMessage message() {
    return new RawMessage(1, "t", "{}".getBytes(UTF_8));
  }

  private static void write(Path file, int messages) throws IOException {
    try (FeedWriter writer = FeedWriter.create(file)) {
      for (int i = 0; i < messages; i++) {
        writer.write(new RawMessage(i * 7919L, "t/" + i % 13, "{}".getBytes(UTF_8)));
      }
    }
  }

  private static List<RawMessage> readAll(Path file) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(file)) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        messages.add(next.orElseThrow());
      }
    }
    return messages;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

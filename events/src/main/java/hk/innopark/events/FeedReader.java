package hk.innopark.events;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a feed file, plain or gzip, message by message. A byte order mark is passed over. */
public final class FeedReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final byte FIRST_OF_BYTE_ORDER_MARK = (byte) 0xef;

  private final Path file;
  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long lineNumber;

  private FeedReader(Path file, InputStream input) {
    this.file = file;
    this.input = input;
  }

  /**
   * Opens the file.
   *
   * @throws IOException where it cannot be read, naming it
   */
  public static FeedReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a feed file");
    }
    InputStream bytes;
    try {
      bytes = Files.newInputStream(file);
    } catch (NoSuchFileException missing) {
      throw new NoSuchFileException(file.toString(), null, "there is no such feed file");
    }
    try {
      InputStream unpacked = FeedBytes.unpacked(bytes);
      if (isGzip(file) && !(unpacked instanceof GZIPInputStream)) {
        throw new IOException("does not begin as gzip");
      }
      return new FeedReader(file, unpacked);
    } catch (IOException notGzip) {
      bytes.close();
      throw new IOException(file + " is not gzip", notGzip);
    }
  }

  /**
   * The next message; empty at the end. Empty lines are passed over.
   *
   * @throws FeedDamageException where a line is not a feed line, naming file and line; where the
   *     rest is readable, the next call goes on behind it
   * @throws IOException where the file cannot be read
   */
  public Optional<RawMessage> next() throws IOException {
    for (byte[] line = nextLine(); line != null; line = nextLine()) {
      String text = decode(line);
      if (!text.isBlank()) {
        try {
          return Optional.of(FeedLine.parse(text));
        } catch (IllegalArgumentException malformed) {
          throw fault(malformed.getMessage(), malformed);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  static boolean isGzip(Path file) {
    return file.toString().endsWith(".gz");
  }

  /** The bytes up to the next line feed; null at the end. */
  private byte[] nextLine() throws IOException {
    lineNumber++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    do {
      for (int i = position; i < limit; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, position, i - position);
          position = i + 1;
          return line.toByteArray();
        }
      }
      if (line.size() == 0) {
        refuseForeignFile();
      }
      line.write(buffer, position, limit - position);
    } while (fill());
    return line.size() == 0 ? null : line.toByteArray();
  }

  /** Ends early with a file that is no feed and may hold no line break at all. */
  private void refuseForeignFile() throws IOException {
    if (lineNumber == 1 && limit - position >= 2) {
      int mark = ((buffer[position] & 0xff) << 8) | (buffer[position + 1] & 0xff);
      if (mark == 0xfffe || mark == 0xfeff) {
        throw fault("UTF-16 text; save the feed as UTF-8", null);
      }
    }
    int first = position;
    while (first < limit && " \t\r".indexOf(buffer[first]) >= 0) {
      first++;
    }
    if (first < limit && buffer[first] != '{' && buffer[first] != FIRST_OF_BYTE_ORDER_MARK) {
      throw end("not a JSON object", null);
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    try {
      limit = Math.max(0, input.read(buffer));
    } catch (EOFException truncated) {
      throw end("the gzip file breaks off", truncated);
    } catch (ZipException damaged) {
      throw end("the gzip file is damaged", damaged);
    } catch (IOException unreadable) {
      throw fault("cannot be read: " + unreadable.getMessage(), unreadable);
    }
    return limit > 0;
  }

  private String decode(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return lineNumber == 1 ? withoutByteOrderMark(text) : text;
    } catch (CharacterCodingException notText) {
      throw fault("not UTF-8 at byte " + bytes.position(), notText);
    }
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private IOException fault(String what, Exception cause) {
    return damage(what, cause, FeedDamageException.Rest.READABLE);
  }

  private IOException end(String what, Exception cause) {
    return damage(what, cause, FeedDamageException.Rest.LOST);
  }

  private IOException damage(String what, Exception cause, FeedDamageException.Rest rest) {
    return new FeedDamageException(file + ", line " + lineNumber + ": " + what, cause, rest);
  }
}

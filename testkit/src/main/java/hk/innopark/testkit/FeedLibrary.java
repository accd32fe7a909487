package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small feeds that come with the testkit: each teaches one lesson, and the right values of a few
 * figures were worked out by hand.
 */
public final class FeedLibrary {
  private static final String FOLDER = "/feeds/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private FeedLibrary() {}

  /** Every feed, by name. */
  public static List<LibraryFeed> all() {
    try {
      JsonNode expected = JSON.readTree(text("expected.json"));
      List<LibraryFeed> feeds = new ArrayList<>();
      for (String line : text("index.tsv").lines().toList()) {
        String[] columns = line.split("\t", -1);
        feeds.add(new LibraryFeed(columns[0], columns[1], values(expected.get(columns[0]))));
      }
      return List.copyOf(feeds);
    } catch (IOException incomplete) {
      throw new UncheckedIOException(incomplete);
    }
  }

  /**
   * @throws IllegalArgumentException where there is no such feed
   */
  public static LibraryFeed named(String name) {
    return all().stream()
        .filter(feed -> feed.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no feed \"" + name + "\""));
  }

  private static Map<String, LibraryFeed.Range> values(JsonNode expected) {
    Map<String, LibraryFeed.Range> values = new LinkedHashMap<>();
    expected
        .properties()
        .forEach(
            one ->
                values.put(
                    one.getKey(),
                    new LibraryFeed.Range(
                        one.getValue().get(0).asDouble(), one.getValue().get(1).asDouble())));
    return values;
  }

  static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream bytes = FeedLibrary.class.getResourceAsStream(FOLDER + name)) {
      if (bytes == null) {
        throw new IOException("no " + FOLDER + name + " on the class path");
      }
      return bytes.readAllBytes();
    }
  }
}

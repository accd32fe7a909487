package hk.innopark.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The tree of one YAML document, and where each of its values stands. Scalars that are no text are
 * {@link PlainScalar}s.
 *
 * @param lineByPath the line of each value by its path, such as {@code tenants[0].id}
 */
record YamlTree(JsonNode root, Map<String, Integer> lineByPath) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LARGEST_FILE_CHARACTERS = 64 * 1024 * 1024;
  private static final int MOST_LEVELS = 50;

  /**
   * Reads a file's text.
   *
   * @throws RegistryException where it is not one YAML document, naming the line
   */
  static YamlTree read(String yaml, String sourceName) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_FILE_CHARACTERS);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    try (YAMLParser parser = factory.createParser(yaml)) {
      Reader reader = new Reader(parser, sourceName);
      if (parser.nextToken() == null) {
        throw new RegistryException(sourceName + ": is empty");
      }
      JsonNode root = reader.value("", 0);
      if (root.isNull()) {
        throw new RegistryException(sourceName + ": is empty");
      }
      if (parser.nextToken() != null) {
        throw new RegistryException(sourceName + ": holds more than one YAML document");
      }
      return new YamlTree(root, reader.lines);
    } catch (JsonProcessingException e) {
      throw new RegistryException(sourceName + ": " + YamlFault.of(e, yaml), e);
    } catch (IOException e) {
      throw new RegistryException(sourceName + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static final class Reader {
    private final YAMLParser parser;
    private final String sourceName;
    private final Map<String, Integer> lines = new HashMap<>();

    Reader(YAMLParser parser, String sourceName) {
      this.parser = parser;
      this.sourceName = sourceName;
    }

    /** The value that begins with the parser's token. */
    JsonNode value(String path, int depth) throws IOException {
      int line = parser.currentTokenLocation().getLineNr();
      lines.put(path, line);
      refuseAlias(line);
      if (depth > MOST_LEVELS) {
        throw fault(line, "lists and mappings are nested more than " + MOST_LEVELS + " deep");
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> mapping(path, depth);
        case START_ARRAY -> list(path, depth);
        case VALUE_NULL -> NODES.nullNode();
        case VALUE_STRING -> NODES.textNode(parser.getText());
        default -> NODES.pojoNode(new PlainScalar(parser.getText()));
      };
    }

    private ObjectNode mapping(String path, int depth) throws IOException {
      ObjectNode mapping = NODES.objectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        mapping.set(key, value(path.isEmpty() ? key : path + '.' + key, depth + 1));
      }
      return mapping;
    }

    private ArrayNode list(String path, int depth) throws IOException {
      ArrayNode list = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(path + '[' + list.size() + ']', depth + 1));
      }
      return list;
    }

    /** An alias of a list could blow a small file up. */
    private void refuseAlias(int line) throws IOException {
      if (parser.isCurrentAlias()) {
        throw fault(
            line, "aliases (*" + parser.getText() + ") are not supported; write the value out");
      }
    }

    private RegistryException fault(int line, String problem) {
      return new RegistryException(sourceName + ": line " + line + ": " + problem);
    }
  }
}

package hk.innopark.registry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The registry file: YAML in, validated reference data out, and back.
 *
 * <p>Reading is strict. What is unknown, missing or contradictory is refused with a {@link
 * RegistryException} that names the file and the path inside it, for every problem of the file.
 */
public final class RegistryYaml {
  private static final String SAMPLE = "sample.yaml";
  private static final int LARGEST_FILE_CHARACTERS = 64 * 1024 * 1024;
  private static final int VERSION_DIGITS = 16;

  private RegistryYaml() {}

  public static Registry read(Path file) {
    try {
      return parse(Files.readString(file), file.getFileName().toString());
    } catch (NoSuchFileException e) {
      throw new RegistryException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new RegistryException(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new RegistryException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file's text.
   *
   * @param sourceName what problems name as the file
   */
  public static Registry parse(String yaml, String sourceName) {
    Problems problems = new Problems(sourceName);
    JsonNode tree = tree(yaml, sourceName, problems);
    return RegistryReader.read(new Entry("", tree, problems), problems);
  }

  /** Canonical YAML: sorted, defaults left out; the same text for the same content. */
  public static String write(Registry registry) {
    return CanonicalYaml.write(RegistryTree.of(registry));
  }

  /** The version of the content: the first 16 hex digits of SHA-256 of the canonical YAML. */
  public static String version(Registry registry) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(write(registry).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  /** The sample estates that come with this software. */
  public static Registry sample() {
    return parse(sampleText(), SAMPLE);
  }

  public static String sampleText() {
    try (InputStream in = RegistryYaml.class.getResourceAsStream('/' + SAMPLE)) {
      if (in == null) {
        throw new IllegalStateException(SAMPLE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SAMPLE + " cannot be read from the class path", e);
    }
  }

  private static JsonNode tree(String yaml, String sourceName, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_FILE_CHARACTERS);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    ObjectMapper mapper = new ObjectMapper(factory);
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    try (YAMLParser scan = factory.createParser(yaml);
        YAMLParser parser = factory.createParser(yaml)) {
      refuseAliases(scan, problems);
      problems.throwIfAny();
      JsonNode tree = mapper.readTree(parser);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        throw new RegistryException(sourceName + ": is empty");
      }
      if (parser.nextToken() != null) {
        throw new RegistryException(sourceName + ": holds more than one YAML document");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new RegistryException(sourceName + place(e) + ": " + firstLine(e), e);
    } catch (IOException e) {
      throw new RegistryException(sourceName + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The tree would hold an alias' name as text; an alias of a list could blow a small file up. */
  private static void refuseAliases(YAMLParser parser, Problems problems) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (parser.isCurrentAlias()) {
        problems.add(
            "line " + parser.currentTokenLocation().getLineNr(),
            "aliases (*" + parser.getText() + ") are not supported; write the value out");
      }
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : ": line " + location.getLineNr();
  }

  private static String firstLine(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message == null ? "is not YAML" : message.lines().findFirst().orElse("is not YAML");
  }
}

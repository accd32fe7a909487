package hk.innopark.registry;

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

/**
 * The registry file: YAML in, validated reference data out, and back.
 *
 * <p>Reading is strict. What is unknown, missing or contradictory is refused with a {@link
 * RegistryException} that names the file and the path inside it, for every problem of the file.
 */
public final class RegistryYaml {
  private static final String SAMPLE = "sample.yaml";
  private static final int VERSION_DIGITS = 16;

  private RegistryYaml() {}

  /** What a file says. */
  public static Registry read(Path file) {
    return open(file).registry();
  }

  /** What a file says, and what is doubtful in it. */
  public static RegistryFile open(Path file) {
    try {
      return file(Files.readString(file), file.getFileName().toString());
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
    return file(yaml, sourceName).registry();
  }

  private static RegistryFile file(String yaml, String sourceName) {
    YamlTree tree = YamlTree.read(yaml, sourceName);
    Problems problems = new Problems(sourceName, tree.lineByPath());
    Entry root = new Entry("", tree.root(), problems);
    Registry registry = RegistryReader.read(root, problems);
    FileChecks.run(root, registry, problems);
    problems.throwIfAny();
    return new RegistryFile(registry, problems.warnings());
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
}

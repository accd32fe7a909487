package hk.innopark.simulators.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;

/** Opens YAML files that are read strictly, entry by entry. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * The file's root.
   *
   * @param name what complaints name as the file
   * @throws IllegalArgumentException where it is not YAML or not a mapping, naming file and line
   */
  public static YamlEntry read(String name, InputStream yaml) throws IOException {
    try {
      return new YamlEntry(
          name,
          new ObjectMapper(new YAMLFactory())
              .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(yaml));
    } catch (JsonProcessingException malformed) {
      String line =
          malformed.getLocation() == null ? "" : ", line " + malformed.getLocation().getLineNr();
      String why = malformed.getOriginalMessage().lines().findFirst().orElse("malformed");
      throw new IllegalArgumentException(name + line + ": not YAML: " + why, malformed);
    }
  }
}

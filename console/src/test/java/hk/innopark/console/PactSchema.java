package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What PACT's data model asks of a product's carbon footprint. */
final class PactSchema {
  private static final String FILE = "/pact-product-footprint-3.0.schema.json";

  private PactSchema() {}

  /** What is wrong with a footprint. */
  static List<String> faults(JsonNode footprint) {
    return schema().validate(footprint).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonSchema schema() {
    try (InputStream in = PactSchema.class.getResourceAsStream(FILE)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.figures.Origin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The body of a request: a JSON object of texts, numbers and lists of texts. */
final class JsonBody {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /** Reads it; a body that is none is refused. */
  static JsonBody of(Context ctx) {
    try {
      JsonNode object = JSON.readTree(ctx.bodyAsBytes());
      if (object != null && object.isObject()) {
        return new JsonBody(object);
      }
    } catch (IOException notJson) {
      // refused below
    }
    throw RequestException.badRequest("error.body_not_object");
  }

  String text(String name) {
    String text = textOrNull(name);
    if (text == null) {
      throw RequestException.badRequest("error.body_lacks", name);
    }
    return text;
  }

  /** Null where it is not there, null or empty. */
  String textOrNull(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw RequestException.badRequest("error.body_not_text", name);
    }
    if (!isStorable(value.asText())) {
      throw RequestException.badRequest("error.body_character", name);
    }
    return value.asText().isEmpty() ? null : value.asText();
  }

  /** The name of an origin; real where none is named. */
  String origin() {
    String origin = textOrNull("origin");
    if (origin != null && !Origin.isValid(origin)) {
      throw RequestException.badRequest("error.body_not_origin");
    }
    return origin == null ? Origin.REAL : origin;
  }

  /** PostgreSQL takes neither NUL nor half of a surrogate pair. */
  private static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  int number(String name) {
    JsonNode value = object.path(name);
    if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
      throw RequestException.badRequest("error.body_not_number", name);
    }
    return value.intValue();
  }

  /** A moment, epoch milliseconds. */
  long millis(String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() <= 0) {
      throw RequestException.badRequest("error.body_not_time", name);
    }
    return value.longValue();
  }

  /** Whether it is there, and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  long whole(String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw RequestException.badRequest("error.body_not_number", name);
    }
    return value.longValue();
  }

  boolean flag(String name) {
    return object.path(name).asBoolean(false);
  }

  List<String> textsOrEmpty(String name) {
    return has(name) ? texts(name) : List.of();
  }

  List<String> texts(String name) {
    JsonNode value = object.path(name);
    if (!value.isArray()) {
      throw RequestException.badRequest("error.body_not_list", name);
    }
    List<String> texts = new ArrayList<>();
    value.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}

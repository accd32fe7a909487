package hk.innopark.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers as JSON. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of the statuses that the console answers with. */
  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"));

  private Answers() {}

  static void send(Context ctx, Object answer) {
    ctx.contentType("application/json").result(json(answer));
  }

  static byte[] json(Object answer) {
    try {
      return JSON.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  /** Lets a browser keep the answer as a file of this name. */
  static Context asFile(Context ctx, String name) {
    return ctx.header("Content-Disposition", "attachment; filename=\"" + name + '"');
  }

  /** Answers with a problem as RFC 9457 has it; the sentence is for the person who asked. */
  static void problem(Context ctx, int status, String sentence) {
    ctx.status(status).contentType("application/problem+json").result(problem(status, sentence));
  }

  /** The problem alone. */
  static byte[] problem(int status, String sentence) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", TITLES.getOrDefault(status, "Error"));
    members.put("status", status);
    members.put("detail", sentence);
    return json(members);
  }
}

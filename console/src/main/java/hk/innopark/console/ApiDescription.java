package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.console.access.Role;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The API as OpenAPI 3.1: its paths, methods and rights are those of the router, and what they mean
 * stands in one file an area, which holds {@code operations} by method and path and the {@code
 * schemas} that they name. A route under {@code /api} without words, and words without a route, are
 * mistakes, and there is no console.
 */
final class ApiDescription {
  private static final String FOLDER = "/console/api/";
  private static final List<String> AREAS =
      List.of(
          "figures",
          "stops",
          "orders",
          "alerts",
          "ledger",
          "dead-letters",
          "commitments",
          "pages",
          "session",
          "accounts",
          "devices");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z0-9]+)}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode common = read("common");
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final ObjectNode schemas = NODES.objectNode();

  private ApiDescription() {
    schemas.setAll((ObjectNode) common.path("schemas"));
    for (String area : AREAS) {
      ObjectNode file = read(area);
      file.path("operations")
          .properties()
          .forEach(
              operation -> {
                ((ObjectNode) operation.getValue()).putArray("tags").add(file.path("tag").asText());
                operations.put(operation.getKey(), operation.getValue());
              });
      if (file.has("schemas")) {
        schemas.setAll((ObjectNode) file.path("schemas"));
      }
    }
  }

  private static ObjectNode read(String name) {
    return (ObjectNode) Pages.yaml(FOLDER + name + ".yaml");
  }

  /**
   * Fails where a route has no words, or words have no route.
   *
   * @throws IllegalStateException naming them
   */
  static void requireWhole(List<ConsoleServer.Route> routes) {
    Set<String> described = new ApiDescription().operations.keySet();
    Set<String> there = new TreeSet<>();
    ofApi(routes).forEach(route -> there.add(key(route)));
    List<String> faults = new ArrayList<>();
    there.stream()
        .filter(route -> !described.contains(route))
        .forEach(route -> faults.add(route + " is not described"));
    described.stream()
        .filter(route -> !there.contains(route))
        .forEach(route -> faults.add(route + " is described and not there"));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(FOLDER + ": " + String.join("; ", faults));
    }
  }

  private static List<ConsoleServer.Route> ofApi(List<ConsoleServer.Route> routes) {
    return routes.stream().filter(route -> route.path().startsWith("/api/")).toList();
  }

  private static String key(ConsoleServer.Route route) {
    return route.method().name() + ' ' + route.path();
  }

  /** The whole document. */
  static ObjectNode of(List<ConsoleServer.Route> routes) {
    ApiDescription description = new ApiDescription();
    ObjectNode document = NODES.objectNode();
    document.put("openapi", "3.1.0");
    document.set("info", description.common.path("info"));
    document.set("servers", NODES.arrayNode().add(NODES.objectNode().put("url", "/")));
    ObjectNode paths = document.putObject("paths");
    for (ConsoleServer.Route route : ofApi(routes)) {
      ObjectNode path =
          paths.has(route.path())
              ? (ObjectNode) paths.get(route.path())
              : paths.putObject(route.path());
      path.set(route.method().name().toLowerCase(Locale.ROOT), description.operation(route));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", description.schemas);
    components.set("parameters", description.common.path("parameters"));
    components.set("responses", description.common.path("responses"));
    components.set("securitySchemes", description.common.path("securitySchemes"));
    return document;
  }

  private ObjectNode operation(ConsoleServer.Route route) {
    ObjectNode words = (ObjectNode) operations.get(key(route)).deepCopy();
    ObjectNode operation = NODES.objectNode();
    operation.put("operationId", operationId(route));
    operation.set("tags", words.remove("tags"));
    operation.setAll(words);
    parameters(route, operation);
    rights(route.rule(), operation);
    responses(route, operation);
    return operation;
  }

  private static String operationId(ConsoleServer.Route route) {
    return route.method().name().toLowerCase(Locale.ROOT)
        + route.path().replace("/api", "").replaceAll("[/{}.-]+", "_").replaceAll("_$", "");
  }

  /** Those of the path come first; the description of each is common to all. */
  private void parameters(ConsoleServer.Route route, ObjectNode operation) {
    ArrayNode parameters = NODES.arrayNode();
    for (MatchResult parameter : PARAMETER.matcher(route.path()).results().toList()) {
      String name = "path-" + parameter.group(1);
      if (!common.path("parameters").has(name)) {
        throw new IllegalStateException(FOLDER + "common.yaml lacks parameter " + name);
      }
      parameters.add(reference("parameters", name));
    }
    for (JsonNode named : operation.path("parameters")) {
      parameters.add(named.isTextual() ? reference("parameters", named.asText()) : named);
    }
    operation.remove("parameters");
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
  }

  private static void rights(Rule rule, ObjectNode operation) {
    ArrayNode security = operation.putArray("security");
    if (rule == Rule.PUBLIC) {
      return;
    }
    rule.scope().ifPresent(scope -> security.addObject().putArray("token"));
    security.addObject().putArray("session");
    rule.scope().ifPresent(scope -> operation.put("x-scope", scope.wireName()));
    ArrayNode roles = operation.putArray("x-roles");
    for (Role role : Role.values()) {
      if (rule.allows(role)) {
        roles.add(role.wireName());
      }
    }
  }

  /** Those that every route of its kind has, besides its own. */
  private static void responses(ConsoleServer.Route route, ObjectNode operation) {
    ObjectNode responses = (ObjectNode) operation.get("responses");
    List<String> problems = new ArrayList<>(List.of("400", "404", "405", "503"));
    if (route.rule() != Rule.PUBLIC) {
      problems.addAll(List.of("401", "403"));
    } else if (route.method() != HandlerType.GET) {
      problems.addAll(List.of("401", "403"));
    }
    if (route.method() != HandlerType.GET) {
      problems.addAll(List.of("409", "413", "429"));
    }
    for (String status : problems) {
      if (!responses.has(status)) {
        responses.set(status, reference("responses", "problem"));
      }
    }
  }

  private static ObjectNode reference(String kind, String name) {
    return NODES.objectNode().put("$ref", "#/components/" + kind + '/' + name);
  }
}

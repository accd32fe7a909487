package hk.innopark.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine as somebody writes it into a form, on its way into the registry.
 *
 * @param line the line's id; a line that is not there is added with the name and the calendar
 * @param fields by the names of a registry file's machine, as YAML of each value; {@code id} and
 *     {@code name} as plain text. A field that is blank is left out
 */
public record MachineDraft(
    String tenant, String line, String lineName, String calendar, Map<String, String> fields) {
  private static final String SOURCE = "form";
  private static final String LINE = "line";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Something that is wrong.
   *
   * @param field of the draft: {@code line}, {@code calendar} or a machine's; empty for the whole
   * @param problem in one line that names the path in the registry
   */
  public record Problem(String field, String problem) {}

  /**
   * What the registry becomes.
   *
   * @param registry null where there is a problem
   * @param warnings what may be a mistake
   */
  public record Outcome(Registry registry, List<Problem> problems, List<String> warnings) {}

  /** The registry with this machine, in place of one of the same id on the line. */
  public Outcome in(Registry known) {
    ObjectNode root = JSON.valueToTree(RegistryTree.of(known));
    List<Problem> problems = new ArrayList<>();
    ObjectNode machine = JSON.createObjectNode();
    fields.forEach((name, text) -> put(machine, name, text, problems));
    ArrayNode tenants = (ArrayNode) root.get("tenants");
    int tenantIndex = indexOf(tenants, tenant);
    if (tenantIndex < 0) {
      problems.add(new Problem("", "no tenant \"" + tenant + '"'));
    }
    if (!problems.isEmpty()) {
      return new Outcome(null, List.copyOf(problems), List.of());
    }
    ArrayNode lines = (ArrayNode) tenants.get(tenantIndex).get("lines");
    int lineIndex = indexOf(lines, line);
    if (lineIndex < 0) {
      lineIndex = lines.size();
      lines.add(newLine());
    }
    ArrayNode machines = (ArrayNode) lines.get(lineIndex).get("machines");
    int machineIndex = indexOf(machines, machine.path("id").asText());
    if (machineIndex < 0) {
      machineIndex = machines.size();
      machines.add(machine);
    } else {
      machines.set(machineIndex, machine);
    }
    String linePath = "tenants[" + tenantIndex + "].lines[" + lineIndex + "]";
    return read(root, linePath, linePath + ".machines[" + machineIndex + "]");
  }

  private static Outcome read(ObjectNode root, String linePath, String machinePath) {
    Problems found = new Problems(SOURCE);
    Problems doubtful = new Problems(SOURCE);
    try {
      Registry changed = RegistryReader.read(new Entry("", root, found), found);
      FileChecks.run(new Entry("", root, doubtful), changed, doubtful);
      String place = SOURCE + ": " + linePath;
      // what stands elsewhere was imported once, and is not this form's business
      doubtful.throwIfAnyAt(place);
      return new Outcome(
          changed,
          List.of(),
          doubtful.warnings().stream().filter(one -> one.startsWith(place)).toList());
    } catch (RegistryException refused) {
      List<Problem> problems = new ArrayList<>();
      for (String problem : refused.problems()) {
        String told = problem.substring(SOURCE.length() + 2);
        problems.add(new Problem(field(told, linePath, machinePath), told));
      }
      return new Outcome(null, List.copyOf(problems), List.of());
    }
  }

  private static String field(String problem, String linePath, String machinePath) {
    if (problem.startsWith(machinePath)) {
      String rest = problem.substring(machinePath.length());
      String name = rest.startsWith(".") ? rest.substring(1).split("[^a-z_]", 2)[0] : "";
      // "no sample_period" of the machine as a whole
      return name.isEmpty() && rest.startsWith(": no ") ? rest.substring(5).strip() : name;
    }
    if (problem.startsWith(linePath)) {
      return problem.startsWith(linePath + ".calendar") ? "calendar" : LINE;
    }
    return "";
  }

  private ObjectNode newLine() {
    ObjectNode added = JSON.createObjectNode();
    added.put("id", line);
    if (!lineName.isBlank()) {
      added.put("name", lineName.strip());
    }
    if (!calendar.isBlank()) {
      added.put("calendar", calendar);
    }
    added.putArray("machines");
    return added;
  }

  private static void put(ObjectNode machine, String name, String text, List<Problem> problems) {
    if (text.isBlank()) {
      return;
    }
    if (name.equals("id") || name.equals("name")) {
      machine.put(name, text.strip());
      return;
    }
    try {
      machine.set(name, YamlTree.read(text, name).root());
    } catch (RegistryException noYaml) {
      problems.add(new Problem(name, noYaml.getMessage()));
    }
  }

  private static int indexOf(ArrayNode items, String id) {
    for (int index = 0; index < items.size(); index++) {
      if (items.get(index).path("id").asText().equals(id)) {
        return index;
      }
    }
    return -1;
  }

  /** The machine's entry in a registry file, as a registry with this machine has it. */
  public String yaml(Registry registry) {
    StringBuilder yaml = new StringBuilder();
    fieldsInOrder(registry, tenant, line, fields.getOrDefault("id", "").strip())
        .forEach((name, value) -> yaml.append(CanonicalYaml.write(Map.of(name, value))));
    return yaml.toString();
  }

  /** The fields of a machine that the registry has, for a form that changes it. */
  public static Map<String, String> fieldsOf(
      Registry registry, String tenant, String line, String id) {
    Map<String, String> fields = new LinkedHashMap<>();
    fieldsInOrder(registry, tenant, line, id)
        .forEach((name, value) -> fields.put(name, CanonicalYaml.value(value)));
    return fields;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fieldsInOrder(
      Registry registry, String tenant, String line, String id) {
    Map<String, Object> at = RegistryTree.of(registry);
    for (String[] step : new String[][] {{"tenants", tenant}, {"lines", line}, {"machines", id}}) {
      at =
          ((List<Map<String, Object>>) at.getOrDefault(step[0], List.of()))
              .stream().filter(one -> step[1].equals(one.get("id"))).findFirst().orElse(Map.of());
    }
    return at;
  }
}

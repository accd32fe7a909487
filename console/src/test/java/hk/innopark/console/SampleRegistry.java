package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import hk.innopark.events.MachineId;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The names of the sample reference data; what a page does not show is left out. */
final class SampleRegistry {
  private SampleRegistry() {}

  static Registry load() {
    JsonNode file;
    try (InputStream in = Registry.class.getResourceAsStream("/sample.yaml")) {
      file = new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Tenant> tenants = new ArrayList<>();
    for (JsonNode tenant : file.get("tenants")) {
      tenants.add(tenant(tenant));
    }
    List<Commitment> commitments = new ArrayList<>();
    for (JsonNode c : file.get("commitments")) {
      commitments.add(
          new Commitment(
              c.get("id").asText(),
              c.get("tenant").asText(),
              c.get("metric").asText(),
              new BigDecimal(c.get("baseline").asText()),
              new BigDecimal(c.get("target").asText()),
              LocalDate.parse(c.get("by").asText()),
              new BigDecimal(c.get("minimum_coverage").asText())));
    }
    return new Registry(
        tenants, RegistryYaml.sample().calendars(), List.of(), List.of(), commitments, List.of());
  }

  private static Tenant tenant(JsonNode tenant) {
    String id = tenant.get("id").asText();
    String estate = tenant.get("estate").asText();
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : tenant.get("lines")) {
      String lineId = line.get("id").asText();
      List<Machine> machines = new ArrayList<>();
      for (JsonNode machine : line.get("machines")) {
        machines.add(machine(estate, id, lineId, machine));
      }
      lines.add(
          new Line(
              lineId, line.path("name").asText(lineId), line.get("calendar").asText(), machines));
    }
    return new Tenant(id, tenant.get("name").asText(), estate, lines);
  }

  private static Machine machine(String estate, String tenant, String line, JsonNode machine) {
    String id = machine.get("id").asText();
    return new Machine(
        new MachineId(estate, tenant, line, id),
        machine.path("name").asText(id),
        Duration.parse(machine.get("sample_period").asText()),
        Duration.parse(machine.get("stale_after").asText()),
        machine.get("rated_kw").decimalValue(),
        Map.of(
            Machine.DEFAULT_PRODUCT,
            Duration.parse(machine.get("ideal_cycle").get("default").asText())),
        List.of());
  }
}

package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays as kubectl renders them. */
class KubernetesOverlaysTest {
  private static final Path FOLDER = ComposeFile.ROOT.resolve("deploy/kubernetes");

  /** What the runbook has people make before. */
  private static final Set<String> MADE_BEFORE =
      Set.of(
          "ConfigMap/innopark-topics",
          "Secret/innopark-gateway",
          "Secret/innopark-console",
          "Secret/innopark-notifier",
          "Secret/innopark-webhooks",
          "Secret/innopark-relay",
          "Secret/innopark-watch",
          "Secret/innopark-flink",
          "PersistentVolumeClaim/flink-state");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void everyMemberIsKnownAndEveryReferenceResolves(String overlay) throws Exception {
    List<JsonNode> objects = rendered("overlays/" + overlay);
    Set<String> there = new TreeSet<>(MADE_BEFORE);
    for (JsonNode object : objects) {
      there.add(object.path("kind").asText() + "/" + object.at("/metadata/name").asText());
      if (Manifests.isKubernetesOwn(object)) {
        assertThatCode(() -> Manifests.requireKnown(object)).doesNotThrowAnyException();
      }
    }
    assertThat(there).filteredOn(name -> name.startsWith("ConfigMap/innopark-places-")).hasSize(1);
    for (JsonNode object : objects) {
      String name = object.at("/metadata/name").asText();
      assertThat(there).as(name).containsAll(references(object));
      object
          .findValues("image")
          .forEach(
              image ->
                  assertThat(image.asText())
                      .as(name)
                      .matches("registry\\.invalid/innopark/\\w+:\\d+\\.\\d+\\.\\d+"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void everyContainerKeepsItsEnvironmentPortsRightsAndMounts(String overlay) throws Exception {
    Map<String, JsonNode> base = containers(rendered("base"));
    Map<String, JsonNode> changed = containers(rendered("overlays/" + overlay));
    assertThat(base.keySet()).isEqualTo(changed.keySet()).hasSize(6);
    base.forEach(
        (name, container) -> {
          JsonNode now = changed.get(name);
          for (String member : List.of("env", "envFrom", "ports", "securityContext")) {
            assertThat(now.path(member)).as(name + " " + member).isEqualTo(container.path(member));
            assertThat(container.path(member).isEmpty()).as(name + " " + member).isFalse();
          }
          assertThat(now.path("volumeMounts")).as(name).containsAll(container.path("volumeMounts"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void everySelectorFindsAPod(String overlay) throws Exception {
    List<JsonNode> objects = rendered("overlays/" + overlay);
    Set<String> labels = new TreeSet<>(Set.of("\"app\":\"telemetry\"")); // the operator's own
    for (JsonNode object : objects) {
      object
          .at("/spec/template/metadata/labels")
          .properties()
          .forEach(label -> labels.add('"' + label.getKey() + "\":" + label.getValue()));
    }
    int selectors = 0;
    for (JsonNode object : objects) {
      String kind = object.path("kind").asText();
      JsonNode selector =
          switch (kind) {
            case "Service" -> object.at("/spec/selector");
            case "NetworkPolicy" -> object.at("/spec/podSelector/matchLabels");
            case "PodDisruptionBudget", "Deployment" -> object.at("/spec/selector/matchLabels");
            default -> object.path("none");
          };
      for (Map.Entry<String, JsonNode> label : selector.properties()) {
        assertThat(labels)
            .as(kind + " " + object.at("/metadata/name").asText())
            .contains('"' + label.getKey() + "\":" + label.getValue());
        selectors++;
      }
    }
    assertThat(selectors).isGreaterThanOrEqualTo(6);
  }

  @Test
  void theRunbookMakesWhatTheManifestsExpect() throws Exception {
    String runbook = Files.readString(ComposeFile.ROOT.resolve("docs/runbook.md"));
    assertThat(MADE_BEFORE)
        .allSatisfy(name -> assertThat(runbook).contains(name.substring(name.indexOf('/') + 1)));
  }

  private static Set<String> references(JsonNode object) {
    Set<String> references = new TreeSet<>();
    add(references, "ConfigMap", object.findValues("configMapRef"), "name");
    add(references, "ConfigMap", object.findValues("configMap"), "name");
    add(references, "Secret", object.findValues("secretRef"), "name");
    add(references, "Secret", object.findValues("secret"), "secretName");
    add(
        references,
        "PersistentVolumeClaim",
        object.findValues("persistentVolumeClaim"),
        "claimName");
    object
        .findValues("serviceAccount")
        .forEach(name -> references.add("ServiceAccount/" + name.asText()));
    if (object.has("roleRef")) {
      references.add(
          object.at("/roleRef/kind").asText() + "/" + object.at("/roleRef/name").asText());
      object
          .path("subjects")
          .forEach(
              subject ->
                  references.add(
                      subject.path("kind").asText() + "/" + subject.path("name").asText()));
    }
    return references;
  }

  private static void add(
      Set<String> references, String kind, List<JsonNode> found, String member) {
    found.forEach(reference -> references.add(kind + "/" + reference.path(member).asText()));
  }

  /** By the name of what holds them. */
  private static Map<String, JsonNode> containers(List<JsonNode> objects) {
    Map<String, JsonNode> containers = new TreeMap<>();
    for (JsonNode object : objects) {
      List<JsonNode> pods =
          new ArrayList<>(
              List.of(object.at("/spec/template/spec"), object.at("/spec/podTemplate/spec")));
      for (JsonNode pod : pods) {
        pod.path("containers")
            .forEach(container -> containers.put(object.at("/metadata/name").asText(), container));
      }
    }
    return containers;
  }

  private List<JsonNode> rendered(String path) throws IOException, InterruptedException {
    Path out = folder.resolve(path.replace('/', '-') + ".yaml");
    Path errors = folder.resolve("errors");
    int code;
    try {
      Process process =
          new ProcessBuilder("kubectl", "kustomize", FOLDER.resolve(path).toString())
              .redirectOutput(out.toFile())
              .redirectError(errors.toFile())
              .start();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      code = process.exitValue();
    } catch (IOException missing) {
      assumeTrue(false, "kubectl is not installed");
      return List.of();
    }
    String said = Files.readString(errors);
    assumeTrue(!said.contains("unknown field"), "kubectl is too old: its kustomize is below 5");
    assertThat(code).as(said).isZero();
    return Manifests.read(Files.readString(out));
  }
}

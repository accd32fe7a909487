package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in deploy/kubernetes, against the schemas of those who read it. */
class KubernetesManifestsTest {
  private static final Path FOLDER = ComposeFile.ROOT.resolve("deploy/kubernetes");
  private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void everyMemberIsOneThatKubernetesKnows() throws Exception {
    int checked = 0;
    for (Path file : manifests()) {
      for (JsonNode object : objects(file)) {
        if (Manifests.isKubernetesOwn(object)) {
          assertThatCode(() -> Manifests.requireKnown(object))
              .as(file.toString())
              .doesNotThrowAnyException();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(12);
  }

  @Test
  void aMisspeltMemberIsFound() throws Exception {
    JsonNode wrong = YAML.readTree("{kind: Deployment, spec: {replica: 1}}");
    assertThatThrownBy(() -> Manifests.requireKnown(wrong))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("replica");
  }

  @Test
  void flinkDeploymentsAreThoseOfTheOperatorsSchema() throws Exception {
    JsonNode schema;
    try (InputStream crd = KubernetesManifestsTest.class.getResourceAsStream(CRD)) {
      schema = YAML.readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
    }
    CrdSchema spec = new CrdSchema(schema.at("/properties/spec"), Set.of("/flinkVersion"));
    List<Path> found = new ArrayList<>();
    for (Path file : manifests()) {
      for (JsonNode object : objects(file)) {
        if (object.path("kind").asText().equals("FlinkDeployment")) {
          assertThat(spec.faults(object.path("spec"))).as(file.toString()).isEmpty();
          found.add(file);
        }
      }
    }
    assertThat(found).hasSize(3);
    assertThat(spec.faults(YAML.readTree("{job: {paralellism: 2}}")))
        .containsExactly("/job/paralellism is not known");
    assertThat(spec.faults(YAML.readTree("{job: {parallelism: two}}")))
        .containsExactly("/job/parallelism is not of type integer");
  }

  @Test
  void everyPodIsRestrictedAndEveryAppIsReachedOnlyAsAPolicySays() throws Exception {
    Set<String> apps = new TreeSet<>();
    Set<String> policies = new TreeSet<>();
    for (Path file : manifests()) {
      for (JsonNode object : objects(file)) {
        String kind = object.path("kind").asText();
        String name = object.at("/metadata/name").asText();
        if (kind.equals("NetworkPolicy")) {
          policies.add(name);
        } else if (kind.equals("Deployment")) {
          apps.add(name);
          requireRestricted(name, object.at("/spec/template/spec"));
        } else if (kind.equals("FlinkDeployment") && file.startsWith(FOLDER.resolve("base"))) {
          requireRestricted(name, object.at("/spec/podTemplate/spec"));
        }
      }
    }
    assertThat(apps).containsExactly("console", "gateway", "notifier", "relay", "watch");
    assertThat(policies).contains("deny-all").containsAll(apps).contains("flink");
  }

  @Test
  void aDeploymentIsToldAllThatTheComposeFileTellsItsServiceAndMountsEveryFile() throws Exception {
    Map<String, Map<String, Object>> services = ComposeFile.read().services();
    Set<String> places = new TreeSet<>();
    YAML.readTree(FOLDER.resolve("base/kustomization.yaml").toFile())
        .at("/configMapGenerator/0/literals")
        .forEach(literal -> places.add(literal.asText().split("=", 2)[0]));
    assertThat(places).contains("MQTT_URL");
    int compared = 0;
    for (Path file : manifests()) {
      for (JsonNode object : objects(file)) {
        if (!object.path("kind").asText().equals("Deployment")) {
          continue;
        }
        String name = object.at("/metadata/name").asText();
        JsonNode container = object.at("/spec/template/spec/containers/0");
        Set<String> told = new TreeSet<>(places);
        container.path("env").forEach(setting -> told.add(setting.path("name").asText()));
        ComposeFile.map(services.get(name).get("environment"))
            .forEach(
                (key, value) -> {
                  // what has no default is the operator's own to say, the mail server for instance
                  if (!ComposeFile.withDefaults(value.toString()).isEmpty()
                      && !key.startsWith("SMTP_")) {
                    assertThat(told).as(name).contains(key);
                  }
                });
        for (JsonNode setting : container.path("env")) {
          String value = setting.path("value").asText();
          if (value.startsWith("/")) {
            assertThat(container.path("volumeMounts"))
                .as(name + " " + setting.path("name").asText())
                .anyMatch(
                    mount -> (value + "/").startsWith(mount.path("mountPath").asText() + "/"));
          }
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(5);
  }

  /**
   * Kubernetes tells a pod of every Service in its namespace by variables such as {@code
   * CONSOLE_PORT}, which the programs read as their own settings.
   */
  @Test
  void noPodIsToldOfServicesByVariables() throws Exception {
    int pods = 0;
    for (Path file : manifests()) {
      for (JsonNode object : objects(file)) {
        for (String at : List.of("/spec/template/spec", "/spec/podTemplate/spec")) {
          JsonNode pod = object.at(at);
          if (pod.has("containers") && file.startsWith(FOLDER.resolve("base"))) {
            assertThat(pod.path("enableServiceLinks").asBoolean(true))
                .as(file.getFileName().toString())
                .isFalse();
            pods++;
          }
        }
      }
    }
    assertThat(pods).isEqualTo(6);
  }

  private static void requireRestricted(String name, JsonNode pod) {
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).as(name).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText())
        .as(name)
        .isEqualTo("RuntimeDefault");
    for (JsonNode container : pod.path("containers")) {
      JsonNode context = container.path("securityContext");
      assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
      assertThat(context.at("/capabilities/drop/0").asText()).as(name).isEqualTo("ALL");
    }
  }

  @Test
  void overlaysNameWhatIsThere() throws Exception {
    Set<String> base = new TreeSet<>();
    for (Path file : manifests()) {
      if (file.startsWith(FOLDER.resolve("base"))) {
        for (JsonNode object : objects(file)) {
          base.add(object.path("kind").asText() + "/" + object.at("/metadata/name").asText());
        }
      }
    }
    for (Path file : kustomizations()) {
      JsonNode kustomization = YAML.readTree(file.toFile());
      kustomization
          .path("resources")
          .forEach(resource -> assertThat(file.resolveSibling(resource.asText())).exists());
      for (JsonNode patch : kustomization.path("patches")) {
        if (patch.has("target")) {
          assertThat(base)
              .contains(
                  patch.at("/target/kind").asText() + "/" + patch.at("/target/name").asText());
          continue;
        }
        for (JsonNode object : objects(file.resolveSibling(patch.path("path").asText()))) {
          assertThat(base)
              .contains(object.path("kind").asText() + "/" + object.at("/metadata/name").asText());
        }
      }
      kustomization
          .path("replicas")
          .forEach(
              replica -> assertThat(base).contains("Deployment/" + replica.path("name").asText()));
    }
    assertThat(kustomizations()).hasSize(3);
  }

  private static List<Path> manifests() throws IOException {
    return files().filter(file -> !file.endsWith("kustomization.yaml")).toList();
  }

  private static List<Path> kustomizations() throws IOException {
    return files().filter(file -> file.endsWith("kustomization.yaml")).toList();
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static List<JsonNode> objects(Path file) throws IOException {
    return Manifests.read(Files.readString(file));
  }
}

package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One wrong place in the file of {@link Yaml}.
 *
 * @param right what stands there, once
 * @param problem how the one line begins that is said of it, behind the file's name
 */
record WrongPlace(String right, String wrong, String problem) {
  static final String MACHINE = "tenants[0].lines[0].machines[0]";

  static WrongPlace spoil(String right, String wrong, String problem) {
    return new WrongPlace(right, wrong, problem);
  }

  void assertRefused() {
    assertThat(Yaml.file()).as("what is to be spoilt").containsOnlyOnce(right);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(Yaml.file().replace(right, wrong), "plant.yaml"))
        .satisfies(e -> assertThat(e.problems()).hasSize(1))
        .withMessageStartingWith("plant.yaml: " + problem);
  }
}

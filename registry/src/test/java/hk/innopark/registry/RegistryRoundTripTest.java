package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RegistryRoundTripTest {
  @Provide
  Arbitrary<Registry> registries() {
    return RegistryArbitraries.registries();
  }

  @Property(tries = 300)
  void whatIsWrittenReadsBackTheSame(@ForAll("registries") Registry registry) {
    String yaml = RegistryYaml.write(registry);

    Registry again = RegistryYaml.parse(yaml, "again.yaml");

    RegistryContent.assertSame(again, registry);
    assertThat(RegistryYaml.write(again)).isEqualTo(yaml);
  }

  @Property(tries = 100)
  void theVersionDoesNotDependOnTheOrder(@ForAll("registries") Registry registry) {
    Registry shuffled =
        new Registry(
            reversed(registry.tenants()),
            reversed(registry.calendars()),
            reversed(registry.tariffs()),
            reversed(registry.factors()),
            reversed(registry.commitments()),
            reversed(registry.declarations()),
            reversed(registry.alerts()),
            reversed(registry.baselines()),
            reversed(registry.temperatures()),
            reversed(registry.certificates()),
            reversed(registry.criteria()),
            reversed(registry.channels()),
            reversed(registry.notifications()),
            registry.reasons());

    assertThat(RegistryYaml.version(shuffled)).isEqualTo(RegistryYaml.version(registry));
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }
}

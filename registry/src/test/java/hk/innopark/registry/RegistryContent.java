package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Registry;

/** Compares two registries member by member, without the writer under test. */
final class RegistryContent {
  private RegistryContent() {}

  static void assertSame(Registry actual, Registry expected) {
    assertThat(actual.tenants()).isEqualTo(expected.tenants());
    assertThat(actual.calendars()).isEqualTo(expected.calendars());
    assertThat(actual.tariffs()).isEqualTo(expected.tariffs());
    assertThat(actual.factors()).isEqualTo(expected.factors());
    assertThat(actual.commitments()).isEqualTo(expected.commitments());
    assertThat(actual.declarations()).isEqualTo(expected.declarations());
    assertThat(actual.alerts()).isEqualTo(expected.alerts());
    assertThat(actual.baselines()).isEqualTo(expected.baselines());
    assertThat(actual.certificates()).isEqualTo(expected.certificates());
    assertThat(actual.criteria()).isEqualTo(expected.criteria());
    assertThat(actual.temperatures()).isEqualTo(expected.temperatures());
    assertThat(actual.channels()).isEqualTo(expected.channels());
    assertThat(actual.notifications()).isEqualTo(expected.notifications());
  }
}

package hk.innopark.events.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.Grain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  private static Settings of(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return new Settings(environment);
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    Settings none = of("BLANK", "  ");
    assertThat(none.text("BLANK")).isEmpty();
    assertThat(none.count("COUNT", 7)).isEqualTo(7);
    assertThat(none.port("PORT", 8080)).isEqualTo(8080);
    assertThat(none.duration("TIME", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(none.choice("GRAIN", Grain.DAY)).isEqualTo(Grain.DAY);
    assertThat(none.flag("FLAG")).isFalse();
    assertThat(none.file("FILE")).isEmpty();
    assertThat(none.secret("SECRET")).isEmpty();
    assertThat(none.properties("PROPERTIES")).isEmpty();
  }

  @Test
  void whatIsSetIsRead() {
    Settings settings =
        of("TEXT", " a ", "COUNT", "1", "PORT", "0", "TIME", "PT5S", "GRAIN", "half-hour");
    assertThat(settings.required("TEXT")).isEqualTo("a");
    assertThat(settings.count("COUNT", 7)).isOne();
    assertThat(settings.port("PORT", 8080)).isZero();
    assertThat(settings.duration("TIME", Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.choice("GRAIN", Grain.DAY)).isEqualTo(Grain.HALF_HOUR);
    assertThat(of("FLAG", "true").flag("FLAG")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 70000, PT0S, maybe, week", "x, -1, 5 s, yes, days"})
  void whatIsWrongIsRefusedWithItsKey(
      String count, String port, String time, String flag, String grain) {
    Settings settings =
        of(
            "COUNT", count, "PORT", port, "TIME", time, "FLAG", flag, "GRAIN", grain, "FILE",
            "/x/y");
    assertThatThrownBy(() -> settings.count("COUNT", 7)).hasMessageContaining("COUNT is");
    assertThatThrownBy(() -> settings.port("PORT", 7)).hasMessageContaining("PORT is");
    assertThatThrownBy(() -> settings.duration("TIME", Duration.ZERO))
        .hasMessageContaining("TIME is");
    assertThatThrownBy(() -> settings.flag("FLAG")).hasMessageContaining("FLAG is");
    assertThatThrownBy(() -> settings.choice("GRAIN", Grain.DAY)).hasMessageContaining("GRAIN is");
    assertThatThrownBy(() -> settings.file("FILE")).hasMessage("FILE: /x/y cannot be read");
    assertThatThrownBy(() -> settings.required("NONE", "http://host"))
        .hasMessage("NONE is not set, for example http://host");
  }

  @Test
  void aSecretMayStandInAFileWhichIsFollowed() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "before\n");
    SecretValue secret = of("PASSWORD_FILE", file.toString()).secret("PASSWORD").orElseThrow();
    assertThat(secret.mayChange()).isTrue();
    Files.writeString(file, "after");
    assertThat(secret.reveal()).isEqualTo("after");
    assertThat(secret.toString()).doesNotContain("after");
    assertThat(of("PASSWORD", "fixed").secret("PASSWORD").orElseThrow().mayChange()).isFalse();
    assertThatThrownBy(
            () -> of("PASSWORD", "x", "PASSWORD_FILE", file.toString()).secret("PASSWORD"))
        .hasMessage("PASSWORD and PASSWORD_FILE are both set: set one");
  }

  @Test
  void propertiesStandInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("client"), "security.protocol=SSL\n");
    assertThat(of("KEY", file.toString()).properties("KEY"))
        .containsEntry("security.protocol", "SSL");
    Files.writeString(file, "broken=\\u00zz");
    assertThatThrownBy(() -> of("KEY", file.toString()).properties("KEY"))
        .hasMessage("KEY names " + file + ", not a readable properties file");
  }
}

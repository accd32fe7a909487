package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTest {
  private static final Path SAMPLE =
      Path.of("..", "registry", "src", "main", "resources", "sample.yaml");

  @TempDir Path folder;

  /** 100 kWh a day and 0.25 kWh an item, exactly. */
  @Test
  void addsTheBaselineThatTheDaysGive() throws Exception {
    Path out = folder.resolve("with-baseline.yaml");

    CommandRun run = fit(figures(12, 0), out);

    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("kWh a day").contains("over 12 days");
    Baseline fitted =
        RegistryYaml.read(out).baselines().stream()
            .filter(baseline -> baseline.id().equals("noodle-2026"))
            .findFirst()
            .orElseThrow();
    assertThat(fitted.kwhPerDay()).isEqualByComparingTo("100");
    assertThat(fitted.kwhPerItem()).isEqualByComparingTo("0.25");
    assertThat(fitted.validFrom()).isEqualTo(LocalDate.of(2026, 2, 1));
    assertThat(RegistryYaml.read(out).tenants()).isEqualTo(RegistryYaml.read(SAMPLE).tenants());
  }

  @Test
  void writesNothingWhereTheDaysAreTooFewOrDoNotFit() throws Exception {
    Path out = folder.resolve("none.yaml");
    for (Path figures : List.of(figures(9, 0), figures(12, 500))) {
      CommandRun run = fit(figures, out);

      assertThat(run.exitCode()).isNotZero();
      assertThat(run.errors().lines()).hasSize(1);
      assertThat(run.errors()).contains("noodle-2026");
      assertThat(out).doesNotExist();
    }
  }

  private static CommandRun fit(Path figures, Path out) {
    return CommandRun.of(
        "baseline",
        "fit",
        "--figures",
        figures.toString(),
        "--registry",
        SAMPLE.toString(),
        "--out",
        out.toString(),
        "--id",
        "noodle-2026",
        "--tenant",
        "golden-noodle",
        "--valid-from",
        "2026-02-01");
  }

  /**
   * @param scatterKwh what every other day takes besides, so that output explains it badly
   */
  private Path figures(int days, int scatterKwh) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      // midnight in Hong Kong
      long start =
          LocalDate.of(2026, 1, 1 + day).atStartOfDay(ZoneOffset.ofHours(8)).toEpochSecond() * 1000;
      int items = 1000 + 100 * (day * 7 % 12);
      double kwh = 100 + 0.25 * items + day % 2 * scatterKwh;
      for (String field : List.of("\"active_kwh\":" + kwh, "\"produced\":" + items)) {
        rows.add(
            ("{\"level\":\"tenant\",\"tenant\":\"golden-noodle\",\"origin\":\"real\","
                    + "\"grain\":\"day\",\"status\":\"final\",\"start\":%d,%s}")
                .formatted(start, field));
      }
    }
    return Files.write(folder.resolve("figures-" + days + '-' + scatterKwh + ".ndjson"), rows);
  }
}

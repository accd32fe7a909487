package hk.innopark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
  @TempDir Path folder;

  @AfterEach
  void compareAgain() {
    System.clearProperty(GoldenFile.PROPERTY);
  }

  private Figures figures(double activeKwh, long start) throws Exception {
    String row =
        """
        {"measurement":"energy","level":"line","grain":"hour","estate":"tai-po","tenant":"acme",\
        "line":"l1","machine":null,"shift":null,"origin":"real","start":%d,"end":%d,"revision":1,\
        "status":"final","active_kwh":%s,"idle_kwh":0.0,"power_factor":null}
        """;
    Path file = folder.resolve("figures.ndjson");
    Files.writeString(file, row.formatted(start, start + 3_600_000, activeKwh));
    return Figures.read(file);
  }

  private GoldenFile written(Figures figures) {
    GoldenFile golden = GoldenFile.at(folder.resolve("a.golden"));
    System.setProperty(GoldenFile.PROPERTY, "update");
    golden.check(figures);
    System.clearProperty(GoldenFile.PROPERTY);
    return golden;
  }

  @Test
  void whatWasWrittenIsAgreedWithAndPeopleCanReadIt() throws Exception {
    Figures figures = figures(12.5, 1772499600000L);
    GoldenFile golden = written(figures);
    golden.check(figures);
    assertThat(folder.resolve("a.golden"))
        .hasContent(
            "hour 2026-03-03T09:00 tai-po/acme/l1 energy\n  status final\n  active_kwh 12.5");
  }

  @Test
  void aDifferenceNamesPlacePeriodFieldAndBothValues() throws Exception {
    GoldenFile golden = written(figures(12.5, 1772499600000L));
    assertThatThrownBy(() -> golden.check(figures(12.75, 1772499600000L)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "hour 2026-03-03T09:00 tai-po/acme/l1 energy: active_kwh is 12.75, golden 12.5"
                + " (+0.250000, +2.00 %)")
        .hasMessageContaining("-Dinnopark.golden=update");
    assertThatThrownBy(() -> golden.check(figures(12.5, 1772503200000L)))
        .hasMessageContaining("hour 2026-03-03T09:00 tai-po/acme/l1 energy: the row is missing")
        .hasMessageContaining("hour 2026-03-03T10:00 tai-po/acme/l1 energy: the row is new");
  }

  @Test
  void aFileThatIsNotThereSaysHowToWriteIt() throws Exception {
    Figures figures = figures(1, 1772499600000L);
    assertThatThrownBy(() -> GoldenFile.at(folder.resolve("b.golden")).check(figures))
        .hasMessageContaining("there is no golden file")
        .hasMessageContaining("-Dinnopark.golden=update");
  }
}

package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileVerificationTest {
  @TempDir Path folder;

  private Path file(List<String> lines) throws Exception {
    return Files.write(folder.resolve("ledger.ndjson"), lines);
  }

  private static List<String> lines(String tenant, int rows) {
    return new ArrayList<>(
        LedgerRows.chain(tenant, "real", rows).stream().map(LedgerJson::format).toList());
  }

  @Test
  void mixedChainsOfAFileAreEachVerified() throws Exception {
    List<String> mixed = new ArrayList<>();
    List<String> beta = lines("beta", 5);
    List<String> alpha = lines("alpha", 5);
    for (int i = 0; i < 5; i++) {
      mixed.add(beta.get(i));
      mixed.add(alpha.get(i));
    }

    List<ChainVerdict> verdicts = LedgerVerifier.verify(file(mixed));

    assertThat(verdicts)
        .extracting(verdict -> verdict.chain().toString())
        .containsExactly("alpha/real", "beta/real");
    assertThat(verdicts).allMatch(verdict -> verdict.holds() && verdict.rows() == 5);
  }

  @Test
  void anEditedLineIsNamedAndOtherChainsHold() throws Exception {
    List<String> lines = lines("alpha", 5);
    lines.set(2, lines.get(2).replace("\"raw_messages\":360", "\"raw_messages\":361"));
    lines.addAll(lines("beta", 3));

    List<ChainVerdict> verdicts = LedgerVerifier.verify(file(lines));

    assertThat(verdicts.get(0).firstFault().orElseThrow())
        .hasToString("alpha/real: row 3: was changed: its hash is not that of its content");
    assertThat(verdicts.get(1).holds()).isTrue();
  }

  @Test
  void whitespaceThatChangesInFiguresIsAnEdit() throws Exception {
    List<String> lines = lines("alpha", 1);
    lines.set(0, lines.get(0).replace("1.0,  ", "1.0, "));

    assertThat(LedgerVerifier.verify(file(lines)).get(0).firstFault().orElseThrow().kind())
        .isEqualTo(LedgerFault.Kind.CONTENT);
  }

  @Test
  void aMissingLineIsAGap() throws Exception {
    List<String> lines = lines("alpha", 5);
    lines.remove(1);

    assertThat(LedgerVerifier.verify(file(lines)).get(0).firstFault().orElseThrow())
        .hasToString("alpha/real: row 3: does not follow row 1");
  }

  @Test
  void aRepeatedLineIsAGap() throws Exception {
    List<String> lines = lines("alpha", 3);
    lines.add(lines.get(2));

    assertThat(LedgerVerifier.verify(file(lines)).get(0).firstFault().orElseThrow().kind())
        .isEqualTo(LedgerFault.Kind.GAP);
  }

  @Test
  void rowsThatWereCutOffShowInTheVerdictsCountAndLastHash() throws Exception {
    ChainVerdict whole = LedgerVerifier.verify(file(lines("alpha", 5))).get(0);
    ChainVerdict cut = LedgerVerifier.verify(file(lines("alpha", 5).subList(0, 4))).get(0);

    assertThat(cut.holds()).isTrue();
    assertThat(cut.rows()).isEqualTo(whole.rows() - 1);
    assertThat(cut.lastHash()).isNotEqualTo(whole.lastHash());
  }

  @Test
  void aLineThatIsNoRowIsNamedWithItsNumber() throws Exception {
    List<String> lines = lines("alpha", 2);
    lines.add("{\"tenant\":");
    Path file = file(lines);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> LedgerVerifier.verify(file))
        .withMessageStartingWith(file + ": line 3: is not JSON");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.ndjson");

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> LedgerVerifier.verify(file))
        .withMessageStartingWith(file + ": no such file");
  }
}

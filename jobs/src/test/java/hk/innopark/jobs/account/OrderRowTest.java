package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Entity;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OrderRowTest {
  private static final Entity LINE =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "sim:a")
          .at(Level.LINE);

  private static OrderRow row(String product, int missingScopes) {
    return new OrderRow(LINE, "WO-1", product, "2026-03-02", 0, 1, new byte[0], missingScopes);
  }

  @Test
  void eachEmissionLacksItsOwnFactor() {
    for (Emission missing : Emission.values()) {
      OrderRow row = row("noodle", missing.bit());
      EnumSet<Emission> lacking = EnumSet.allOf(Emission.class);
      lacking.removeIf(emission -> !row.lacks(emission));
      assertThat(lacking).containsExactly(missing);
    }
    assertThat(Emission.values()).noneMatch(row("noodle", 0)::lacks);
  }

  @Test
  void aKeyTellsProductsApartAndBearsThatNoneIsNamed() {
    assertThat(row("noodle", 0).key()).isEqualTo(row("noodle", 1).key());
    assertThat(row("noodle", 0).key()).isNotEqualTo(row("rice", 0).key());
    assertThat(row(null, 0).key()).startsWith(LINE.key()).endsWith("2026-03-02").contains("WO-1");
  }
}

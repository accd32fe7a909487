package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PayloadWriterTest {
  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Test
  void a_payload_looks_as_the_contract_says() {
    PayloadWriter writer = new PayloadWriter();
    byte[] payload =
        writer
            .begin(1763791200000L, "b7", 4711, MachineState.DOWN)
            .count("good_count", 1200)
            .decimal("active_energy_kwh", 10_234_500_000_000L, 9)
            .end("noodle-xl", null, DowntimeReason.BREAKDOWN, "sim:demo");
    assertThat(text(payload))
        .isEqualTo(
            "{\"ts\":1763791200000,\"boot\":\"b7\",\"seq\":4711,\"signals\":{\"state\":\"DOWN\","
                + "\"good_count\":1200,\"active_energy_kwh\":10234.5},\"product\":\"noodle-xl\","
                + "\"reason\":\"breakdown\",\"origin\":\"sim:demo\"}");
  }

  @Test
  void a_writer_starts_afresh_for_each_payload() {
    PayloadWriter writer = new PayloadWriter();
    writer.begin(1, "b1", 0, MachineState.OFF).end(null, null, null, "sim:a");
    assertThat(text(writer.begin(2, "b1", 1, MachineState.OFF).end(null, null, null, "sim:a")))
        .isEqualTo(
            "{\"ts\":2,\"boot\":\"b1\",\"seq\":1,\"signals\":{\"state\":\"OFF\"},"
                + "\"origin\":\"sim:a\"}");
  }

  @Property
  void a_decimal_is_written_exactly(
      @ForAll @LongRange(min = -9_000_000_000_000_000L, max = 9_000_000_000_000_000L) long unscaled,
      @ForAll @IntRange(min = 0, max = 9) int decimals) {
    byte[] payload =
        new PayloadWriter()
            .begin(0, "b", 0, MachineState.OFF)
            .decimal("x", unscaled, decimals)
            .end(null, null, null, "sim:a");
    String written = text(payload).replaceAll(".*\"x\":([-.0-9]+)}.*", "$1");
    assertThat(new BigDecimal(written))
        .isEqualByComparingTo(BigDecimal.valueOf(unscaled, decimals));
    assertThat(written).doesNotEndWith(".");
  }
}

package hk.innopark.console.pack;

import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A month of a tenant's ledger, and a row of the month before. */
final class SampleMonth {
  static final YearMonth MONTH = YearMonth.of(2026, 1);
  static final LedgerChain CHAIN = new LedgerChain("golden-noodle", "sim:demo");

  private SampleMonth() {}

  /** All of it, chained. */
  static List<LedgerRow> rows() {
    return chained(entries());
  }

  private static List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    // a row of the month before, which the pack leaves out
    entries.add(entry("energy", "day", LocalDate.of(2025, 12, 31), 1, "{\"active_kwh\":7.5}", ""));
    for (int day = 1; day <= 31; day++) {
      LocalDate date = MONTH.atDay(day);
      double energy = 2_000 + 700 * Math.sin(day) + day * 3.25;
      entries.add(entry("energy", "day", date, 1, "{\"active_kwh\":" + energy + "}", "closed"));
      entries.add(
          entry(
              "sustainability",
              "day",
              date,
              1,
              "{\"scope2_location_kg\":" + energy * 0.38 + "}",
              "closed"));
      entries.add(
          entry(
              "quality_of_data",
              "day",
              date,
              1,
              "{\"coverage\":" + (day == 9 ? 0.871 : 0.9971) + "}",
              "closed"));
    }
    entries.add(
        entry(
            "energy", "day", MONTH.atDay(9), 2, "{\"active_kwh\":2100.0}", "=HYPERLINK(\"x\") 遲到"));
    entries.add(
        entry(
            "energy",
            "month",
            MONTH.atDay(1),
            1,
            "{\"grid_kwh\":64000.5,\"export_kwh\":0.0,\"pv_kwh\":2000.625,"
                + "\"active_kwh\":66001.125,\"running_kwh\":50123.5,\"idle_kwh\":9120.25,"
                + "\"peak_demand_kva\":null,\"power_factor\":0.9312,"
                + "\"cost_energy_hkd\":55480.42,\"kwh_per_good\":0.0429,"
                + "\"base_load_share\":0.2406}",
            "closed"));
    entries.add(
        entry(
            "sustainability",
            "month",
            MONTH.atDay(1),
            1,
            "{\"scope1_kg\":8123.0,\"scope2_location_kg\":25080.4,"
                + "\"scope2_market_kg\":21330.4,\"scope3_kg\":612.75,"
                + "\"scope2_location_kg_per_good\":0.0163,\"renewable_share\":0.0303,"
                + "\"water_m3\":412.5,\"waste_kg\":1830.0}",
            "closed"));
    entries.add(
        entry(
            "throughput",
            "month",
            MONTH.atDay(1),
            1,
            "{\"produced\":1560112.0,\"good\":1538676.0,\"scrap\":21436.0,"
                + "\"production_s\":1714000.0,\"delay_breakdown_s\":8800.0,"
                + "\"delay_utility_s\":0.0,\"delay_s\":8800.0,\"availability\":0.9127,"
                + "\"quality\":0.98626,\"oee\":0.8331}",
            "closed"));
    entries.add(
        entry(
            "quality_of_data",
            "month",
            MONTH.atDay(1),
            1,
            "{\"messages\":267840.0,\"duplicates\":12.0,\"late\":0.0,\"dead_letters\":3.0,"
                + "\"sequence_gaps\":41.0,\"estimated\":1848.0,\"coverage\":0.9931,"
                + "\"measured_share\":0.9962,\"quarantined\":2.0,\"resets\":1.0,"
                + "\"stuck_s\":0.0,\"doubtful_s\":320.0,\"clock_off\":0.0}",
            "closed"));
    entries.add(
        entry(
            LedgerEntry.commitmentMeasurement("noodle-carbon"),
            "month",
            MONTH.atDay(1),
            1,
            "{\"judged_over\":\"month\",\"value\":0.0163,\"coverage\":0.9931,"
                + "\"grade\":\"estimated\",\"standing\":\"met\",\"verdict\":\"not_yet_due\","
                + "\"reason\":null}",
            "closed"));
    return entries;
  }

  private static LedgerEntry entry(
      String measurement, String grain, LocalDate from, int revision, String figures, String why) {
    LocalDate to = grain.equals("month") ? from.plusMonths(1) : from.plusDays(1);
    return new LedgerEntry(
        CHAIN.tenant(),
        CHAIN.origin(),
        null,
        measurement,
        grain,
        millis(from),
        millis(to),
        revision,
        "{\"grid_nano_kwh\":9007199254740993}",
        figures,
        0.9931,
        "0.1.0",
        "3f2a91c0d7be",
        measurement.equals("sustainability") ? RegistryYaml.sample().factors().get(0).id() : "",
        8_640,
        "ab".repeat(32),
        why);
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneId.of("Asia/Hong_Kong")).toInstant().toEpochMilli();
  }

  private static List<LedgerRow> chained(List<LedgerEntry> entries) {
    List<LedgerRow> rows = new ArrayList<>();
    String previous = LedgerRow.GENESIS;
    for (LedgerEntry entry : entries) {
      LedgerRow row = LedgerRow.chain(entry, rows.size() + 1L, previous);
      rows.add(row);
      previous = row.hash();
    }
    return rows;
  }
}

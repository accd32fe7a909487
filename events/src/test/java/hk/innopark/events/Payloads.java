package hk.innopark.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Messages that tests start from. */
final class Payloads {
  static final String TOPIC = "innopark/tai-po/golden-noodle/line-1/oven-1";
  static final long NOW = 1_763_791_200_000L;
  static final Duration RETENTION = Duration.ofDays(30);
  static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);

  /** A text that no description of a fault may repeat. */
  static final String MARKER = "Zq7xPayloadText";

  /** The contract's own example. */
  static final String EXAMPLE =
      "{\"ts\": 1763791200000, \"boot\": \"b7\", \"seq\": 4711, \"signals\": {\"state\":"
          + " \"RUNNING\", \"good_count\": 1200, \"active_energy_kwh\": 10234.5}}";

  /** Valid messages of every shape that the contract allows. */
  static final List<String> VALID =
      List.of(
          EXAMPLE,
          "{\"ts\":1763791200000,\"boot\":\"b7\",\"seq\":0,\"signals\":{}}",
          "{\"seq\":12,\"signals\":{\"temperature_c\":-18.25,\"humidity_pct\":45.5,\"pressure_pa\":"
              + "-12,\"vibration_mm_s\":0.000000001},\"boot\":\"B.1_2-3\",\"ts\":1763791199999}",
          "{\"ts\":1763791200000,\"boot\":\"7\",\"seq\":1,\"product\":\"noodle-xl\",\"order\":\"o-1\","
              + "\"reason\":\"material\",\"origin\":\"sim:run-1\",\"signals\":{\"state\":\"DOWN\","
              + "\"good_count\":1,\"reject_count\":2,\"rework_count\":3}}",
          "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":9,\"signals\":{\"active_energy_kwh\":1.5,"
              + "\"export_energy_kwh\":2,\"pv_energy_kwh\":3.25,\"reactive_energy_kvarh\":0.5,"
              + "\"gas_m3\":7,\"towngas_mj\":48,\"water_m3\":1e2,\"compressed_air_m3\":12.000,"
              + "\"diesel_l\":0.1}}",
          "\r\n{\t\"ts\" : 1763791200000 , \"boot\" : \"b\" , \"seq\" : 5 ,\n\"signals\" : { \"state\" :"
              + " \"PLANNED_DOWN\" , \"active_power_kw\" : -0.0 , \"flow_m3_h\" : 1.25E+1 } }\n ",
          "{\"ts\":1763791200000,\"boot\":\"\\u0062\",\"seq\":3,\"signals\":{\"st\\u0061te\":\"IDLE\","
              + "\"spindle \\uD83D\\uDE00\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"香港\":\"葵青\"}}",
          "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":3,\"signals\":{\"x\":[1,[2,{\"y\":null}],true],"
              + "\"z\":{\"y\":{\"y\":false}},\"state\":\"OFF\",\"particles_per_m3\":9000000000}}",
          "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":9223372036854775807,\"reason\":\"Blade\","
              + "\"signals\":{\"state\":\"SETUP\",\"good_count\":9e15,\"gas_m3\":"
              + "0.1234567894999999999999999999}}");

  private Payloads() {}

  static PayloadDecoder decoder() {
    return new PayloadDecoder(RETENTION, FUTURE_TOLERANCE);
  }

  static RawMessage message(byte[] payload) {
    return new RawMessage(NOW, TOPIC, payload);
  }

  static RawMessage message(String payload) {
    return message(payload.getBytes(StandardCharsets.UTF_8));
  }

  static DecodeResult decode(String payload) {
    return decoder().decode(message(payload));
  }

  /** A valid envelope around these signals. */
  static String withSignals(String members) {
    return "{\"ts\":" + NOW + ",\"boot\":\"b7\",\"seq\":1,\"signals\":{" + members + "}}";
  }

  /** A valid envelope with these members in it too. */
  static String withMembers(String members) {
    return "{\"ts\":" + NOW + ",\"boot\":\"b7\",\"seq\":1,\"signals\":{}," + members + "}";
  }
}

// Figures as people read them: unit, decimals, and why there is none.

const ZONE = "Asia/Hong_Kong";
const numbers = new Map();

/** A number with thousands separators and exactly so many decimals. */
export function fixed(value, decimals) {
  let format = numbers.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat("en-HK", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    numbers.set(decimals, format);
  }
  return format.format(value === 0 ? 0 : value);
}

/** A number with about so many significant digits, for figures of unknown size. */
export function significant(value, digits = 3) {
  if (value === 0) {
    return "0";
  }
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  return fixed(value, Math.min(9, Math.max(0, decimals)));
}

const ratio = (label, none) => ({ label, unit: "%", none, text: (v) => fixed(v * 100, 1) });
const amount = (label, unit, none) => ({ label, unit, none, text: sized });
const count = (label, unit, none) => ({ label, unit, none, text: (v) => fixed(v, 0) });
const each = (label, unit, none) => ({ label, unit, none, text: (v) => significant(v) });

function sized(value) {
  const size = Math.abs(value);
  return fixed(value, size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

const NOT_BUSY = "No planned busy time is known in this time.";
const NOT_RUN = "Nothing ran in this time.";
const NOT_MADE = "Nothing was produced in this time.";
const NO_GOOD = "No good item was produced in this time.";
const NO_METER = "No energy reading is known in this time.";
const NO_DATA = "No figure has arrived for this time.";
const NO_SAMPLES = "No sample was expected in this time.";

/** By field of the figure contract: label, unit, text, and what a missing value means. */
export const FIELDS = {
  oee: ratio("OEE", NOT_BUSY),
  availability: ratio("Availability", NOT_BUSY),
  effectiveness: ratio("Effectiveness", NOT_RUN),
  quality: ratio("Quality", NOT_MADE),
  nee: ratio("Net equipment effectiveness", NOT_BUSY),
  scrap_ratio: ratio("Scrap ratio", NOT_MADE),
  utilization: ratio("Utilization", NOT_RUN),
  throughput_per_h: amount("Throughput per machine-hour", "items/h", NOT_RUN),
  renewable_share: ratio("Renewable share, claimed", NO_METER),
  setup_ratio: ratio("Set-up ratio", NOT_RUN),
  technical_efficiency: ratio("Technical efficiency", NOT_RUN),
  base_load_share: ratio("Energy while not running", NO_METER),
  power_factor: { label: "Power factor", unit: "", none: NO_METER, text: (v) => fixed(v, 3) },
  coverage: ratio("Data coverage", NO_SAMPLES),
  good: count("Good", "items", NO_DATA),
  produced: count("Produced", "items", NO_DATA),
  scrap: count("Scrap", "items", NO_DATA),
  rework: count("Rework", "items", NO_DATA),
  failures: count("Failures", "", NO_DATA),
  good_per_h: amount("Good items", "items/h", NO_DATA),
  scrap_per_h: amount("Scrap", "items/h", NO_DATA),
  mean_kw: amount("Mean power", "kW", NO_METER),
  kw_now: amount("Power", "kW", "No energy reading in the last complete minutes."),
  active_kwh: amount("Active energy", "kWh", NO_METER),
  grid_kwh: amount("From the grid", "kWh", NO_METER),
  pv_kwh: amount("Photovoltaics", "kWh", NO_METER),
  export_kwh: amount("Exported", "kWh", NO_METER),
  reactive_kvarh: amount("Reactive energy", "kvarh", NO_METER),
  cost_energy_hkd: {
    label: "Energy charge", unit: "HK$", before: true, text: sized,
    none: "No tariff or no energy is known.",
  },
  hkd_per_kwh: {
    label: "Energy charge per grid kWh",
    unit: "HK$/kWh",
    none: NO_METER,
    text: (v) => fixed(v, 3),
  },
  kwh_per_good: each("Energy per good item", "kWh/item", NO_GOOD),
  scope1_kg: amount("Scope 1", "kg", NO_DATA),
  scope2_location_kg: amount("Scope 2, location-based", "kg", NO_DATA),
  scope2_market_kg: amount("Scope 2, market-based", "kg", NO_DATA),
  scope3_kg: amount("Scope 3, upstream", "kg", NO_DATA),
  carbon_kg: amount("CO₂e", "kg", NO_DATA),
  carbon_kg_per_good: each("CO₂e per good item", "kg/item", NO_GOOD),
  scope2_location_kg_per_good: each("Scope 2 per good item", "kg/item", NO_GOOD),
  scope2_market_kg_per_good: each("Scope 2 market-based per good item", "kg/item", NO_GOOD),
  scope1_kg_per_h: amount("Scope 1", "kg/h", NO_DATA),
  scope2_location_kg_per_h: amount("Scope 2, location-based", "kg/h", NO_DATA),
  renewable_generated_kwh: amount("Renewable generated", "kWh", NO_DATA),
  renewable_claimed_kwh: amount("Renewable claimed", "kWh", NO_DATA),
  scope1_kg_per_good: each("Scope 1 per good item", "kg/item", NO_GOOD),
  scope3_kg_per_good: each("Scope 3 per good item", "kg/item", NO_GOOD),
  gas_m3: amount("Gas", "m³", NO_DATA),
  towngas_mj: amount("Towngas", "MJ", NO_DATA),
  diesel_l: amount("Diesel", "l", NO_DATA),
  compressed_air_m3: amount("Compressed air", "m³", NO_DATA),
  waste_kg: amount("Waste", "kg", "Nothing is declared."),
  diversion_share: ratio("Waste diverted", "Nothing is declared."),
  certificates_kwh: amount("Certificates used", "kWh", "Nothing is registered."),
  machines: count("Machines registered", "", NO_DATA),
  rated_kw: count("Rated power registered", "kW", NO_DATA),
  production_h: amount("Hours of production", "machine-h", NO_DATA),
  planned_busy_h: amount("Hours of planned shifts", "machine-h", NO_DATA),
  water_m3: amount("Water", "m³", NO_DATA),
  water_m3_per_good: each("Water per good item", "m³/item", NO_GOOD),
  messages: count("Messages", "", NO_DATA),
  duplicates: count("Duplicates dropped", "", NO_DATA),
  late: count("Late messages", "", NO_DATA),
  dead_letters: count("Dead letters", "", NO_DATA),
  sequence_gaps: count("Sequence gaps", "", NO_DATA),
  estimated: count("Estimated intervals", "", NO_DATA),
};

/** How a field is shown; today's figures are shown as their field is. */
export function field(name) {
  const plain = name.endsWith("_today") ? name.slice(0, -"_today".length) : name;
  return FIELDS[plain] ?? { label: plain, unit: "", none: NO_DATA, text: (v) => significant(v) };
}

export function isKnown(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** A figure with its unit, or a dash. */
export function text(name, value) {
  const shown = field(name);
  if (!isKnown(value)) return "–";
  const parts = [shown.text(value), shown.unit].filter(Boolean);
  return (shown.before ? parts.reverse() : parts).join(" ");
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit",
});
const day = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, weekday: "short", day: "numeric", month: "short",
});
const date = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, day: "numeric", month: "short", year: "numeric",
});
const stamp = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit",
});

export const atTime = (millis) => clock.format(millis);
export const onDay = (millis) => day.format(millis);
export const onDate = (millis) => date.format(millis);
export const atStamp = (millis) => stamp.format(millis);

/** A moment, with its day where that is not today's. */
export function moment(millis, now = Date.now()) {
  return day.format(millis) === day.format(now) && Math.abs(now - millis) < 86_400_000
    ? clock.format(millis)
    : `${day.format(millis)}, ${clock.format(millis)}`;
}

/** A span of time in its two greatest units. */
export function duration(seconds) {
  if (!isKnown(seconds)) {
    return "–";
  }
  const total = Math.round(seconds);
  if (total < 60) {
    return `${total} s`;
  }
  const minutes = Math.round(total / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  }
  return `${fixed(hours, 0)} h`;
}

export function estateName(id) {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

const REASONS = {
  breakdown: "Breakdown",
  material: "Material missing",
  starved: "Starved",
  blocked: "Blocked",
  changeover: "Changeover",
  cleaning: "Cleaning",
  quality_hold: "Quality hold",
  operator: "Operator missing",
  utility: "Utility failure",
  planned_maintenance: "Maintenance",
  weather: "Typhoon or rainstorm",
  unspecified: "No reason given",
  other: "Other reason",
};

export function reasonName(reason) {
  return REASONS[reason] ?? reason.replaceAll("_", " ");
}

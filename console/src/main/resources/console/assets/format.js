// Figures as people read them: unit, decimals, and why there is none.

import { LANGUAGE, named, t } from "./text.js";

export const ZONE = "Asia/Hong_Kong";
export const DAY = 86_400_000;
const LOCALE = LANGUAGE === "zh-HK" ? "zh-HK" : "en-GB";
const numbers = new Map();

/** A number with thousands separators and exactly so many decimals. */
export function fixed(value, decimals) {
  let format = numbers.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, {
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

const ratio = (none) => ({ unit: "%", none, text: (v) => fixed(v * 100, 1) });
const amount = (unit, none) => ({ unit, none, text: sized });
const count = (unit, none) => ({ unit, none, text: (v) => fixed(v, 0) });
const each = (unit, none) => ({ unit, none, text: (v) => significant(v) });

function sized(value) {
  const size = Math.abs(value);
  return fixed(value, size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

const NOT_BUSY = t("none.not_busy");
const NOT_RUN = t("none.not_run");
const NOT_MADE = t("none.not_made");
const NO_GOOD = t("none.no_good");
const NO_METER = t("none.no_meter");
const NO_DATA = t("none.no_data");
const ITEMS = t("unit.items");
const ITEMS_PER_H = t("unit.items_per_h");
const KG_PER_H = t("unit.kg_per_h");
const KG_PER_ITEM = t("unit.kg_per_item");
const NO_SAMPLES = t("none.no_samples");

/** By field of the figure contract: label, unit, text, and what a missing value means. */
export const FIELDS = {
  oee: ratio(NOT_BUSY),
  availability: ratio(NOT_BUSY),
  effectiveness: ratio(NOT_RUN),
  quality: ratio(NOT_MADE),
  nee: ratio(NOT_BUSY),
  scrap_ratio: ratio(NOT_MADE),
  utilization: ratio(NOT_RUN),
  throughput_per_h: amount(ITEMS_PER_H, NOT_RUN),
  renewable_share: ratio(NO_METER),
  setup_ratio: ratio(NOT_RUN),
  technical_efficiency: ratio(NOT_RUN),
  base_load_share: ratio(NO_METER),
  power_factor: { unit: "", none: NO_METER, text: (v) => fixed(v, 3) },
  coverage: ratio(NO_SAMPLES),
  good: count(ITEMS, NO_DATA),
  produced: count(ITEMS, NO_DATA),
  scrap: count(ITEMS, NO_DATA),
  rework: count(ITEMS, NO_DATA),
  failures: count("", NO_DATA),
  good_per_h: amount(ITEMS_PER_H, NO_DATA),
  scrap_per_h: amount(ITEMS_PER_H, NO_DATA),
  mean_kw: amount("kW", NO_METER),
  kw_now: amount("kW", t("none.no_power")),
  active_kwh: amount("kWh", NO_METER),
  grid_kwh: amount("kWh", NO_METER),
  pv_kwh: amount("kWh", NO_METER),
  export_kwh: amount("kWh", NO_METER),
  reactive_kvarh: amount("kvarh", NO_METER),
  running_kwh: amount("kWh", NO_METER),
  idle_kwh: amount("kWh", NO_METER),
  setup_kwh: amount("kWh", NO_METER),
  down_kwh: amount("kWh", NO_METER),
  off_kwh: amount("kWh", NO_METER),
  peak_demand_kva: amount("kVA", NO_METER),
  expected_kwh: amount("kWh", NO_DATA),
  saving_kwh: amount("kWh", NO_DATA),
  cusum_kwh: amount("kWh", NO_DATA),
  measured_share: ratio(NO_METER),
  cost_energy_hkd: {
    unit: "HK$", before: true, text: sized,
    none: t("none.no_tariff"),
  },
  hkd_per_kwh: {
    unit: "HK$/kWh",
    none: NO_METER,
    text: (v) => fixed(v, 3),
  },
  kwh_per_good: each(t("unit.kwh_per_item"), NO_GOOD),
  scope1_kg: amount("kg CO₂e", NO_DATA),
  scope2_location_kg: amount("kg CO₂e", NO_DATA),
  scope2_market_kg: amount("kg CO₂e", NO_DATA),
  scope3_kg: amount("kg CO₂e", NO_DATA),
  carbon_kg: amount("kg", NO_DATA),
  carbon_kg_per_good: each(KG_PER_ITEM, NO_GOOD),
  scope2_location_kg_per_good: each(KG_PER_ITEM, NO_GOOD),
  scope2_market_kg_per_good: each(KG_PER_ITEM, NO_GOOD),
  scope1_kg_per_h: amount(KG_PER_H, NO_DATA),
  scope2_location_kg_per_h: amount(KG_PER_H, NO_DATA),
  renewable_generated_kwh: amount("kWh", NO_DATA),
  renewable_claimed_kwh: amount("kWh", NO_DATA),
  scope1_kg_per_good: each(KG_PER_ITEM, NO_GOOD),
  scope3_kg_per_good: each(KG_PER_ITEM, NO_GOOD),
  gas_m3: amount("m³", NO_DATA),
  towngas_mj: amount("MJ", NO_DATA),
  diesel_l: amount("l", NO_DATA),
  compressed_air_m3: amount("m³", NO_DATA),
  waste_kg: amount("kg", NO_DATA),
  diversion_share: ratio(NO_DATA),
  certificates_kwh: amount("kWh", NO_DATA),
  machines: count("", NO_DATA),
  rated_kw: count("kW", NO_DATA),
  production_h: amount("h", NO_DATA),
  planned_busy_h: amount("h", NO_DATA),
  water_m3: amount("m³", NO_DATA),
  water_m3_per_good: each(t("unit.m3_per_item"), NO_GOOD),
  messages: count("", NO_DATA),
  duplicates: count("", NO_DATA),
  late: count("", NO_DATA),
  dead_letters: count("", NO_DATA),
  sequence_gaps: count("", NO_DATA),
  estimated: count("", NO_DATA),
};
for (const [name, shown] of Object.entries(FIELDS)) shown.label = t(`field.${name}`);

/** How a field is shown; today's figures are shown as their field is. */
export function field(name) {
  const plain = name.endsWith("_today") ? name.slice(0, -"_today".length) : name;
  return FIELDS[plain] ?? { label: plain.replaceAll("_", " "), unit: "", none: NO_DATA, text: (v) => significant(v) };
}

export function isKnown(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** A share in percent, or a dash. */
export const share = (value, decimals = 1) => (isKnown(value) ? `${fixed(value * 100, decimals)} %` : "–");

/** A figure with its unit, or a dash. */
export function text(name, value) {
  const shown = field(name);
  if (!isKnown(value)) return "–";
  const parts = [shown.text(value), shown.unit].filter(Boolean);
  return (shown.before ? parts.reverse() : parts).join(" ");
}

const dateTime = (options) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, hourCycle: "h23", ...options });
const clock = dateTime({ hour: "2-digit", minute: "2-digit" });
const day = dateTime({ weekday: "short", day: "numeric", month: "short" });
const date = dateTime({ day: "numeric", month: "short", year: "numeric" });
const stamp = dateTime({
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

const isoParts = dateTime({ year: "numeric", month: "2-digit", day: "2-digit" });

/** The local date as 2026-11-20. */
export function localDate(millis) {
  const part = Object.fromEntries(isoParts.formatToParts(millis).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** A moment as programs read it: local, with its distance from UTC. */
export const isoStamp = (millis) =>
  `${new Date(millis + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export const atTime = (millis) => clock.format(millis);
export const onDay = (millis) => day.format(millis);
export const onDate = (millis) => date.format(millis);
export const atStamp = (millis) => stamp.format(millis);
export const dayAndTime = (millis) => t("format.day_time", onDay(millis), atTime(millis));

/** A moment, with its day where that is not today's. */
export function moment(millis, now = Date.now()) {
  return day.format(millis) === day.format(now) && Math.abs(now - millis) < DAY
    ? clock.format(millis)
    : dayAndTime(millis);
}

/** A span of time in its two greatest units. */
export function duration(seconds) {
  if (!isKnown(seconds)) {
    return "–";
  }
  const total = Math.round(seconds);
  if (total < 60) {
    return t("duration.s", total);
  }
  const minutes = Math.round(total / 60);
  if (minutes < 60) {
    return t("duration.min", minutes);
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 === 0 ? t("duration.h", hours) : t("duration.h_min", hours, minutes % 60);
  }
  return t("duration.h", fixed(hours, 0));
}

export const estateName = (id) => named("estate", id);
export const reasonName = (reason) => named("reason", reason);

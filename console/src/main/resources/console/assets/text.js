// Texts in the language of the page. A file a language holds them; the server's texts stand in the same.

const TEXTS = globalThis.innoparkTexts;

/** The page's language, as a tag of BCP 47. */
export const LANGUAGE = document.documentElement.lang;

/** The text of a key, with {0}, {1} … replaced. */
export function t(key, ...values) {
  if (!Object.hasOwn(TEXTS, key)) {
    console.error(`no text ${key}`);
    return key;
  }
  return TEXTS[key].replace(/\{(\d)\}/g, (whole, i) => (i < values.length ? String(values[i]) : whole));
}

/** The text of a name that data holds, or the name itself where nobody has translated it. */
export function named(family, name) {
  const key = `${family}.${String(name).replaceAll(" ", "_")}`;
  if (Object.hasOwn(TEXTS, key)) return TEXTS[key];
  return /^[a-z_]+$/.test(name) ? name.replaceAll("_", " ") : String(name);
}

/** Several texts as a list. */
export const listed = (texts) => texts.join(t("list.separator"));

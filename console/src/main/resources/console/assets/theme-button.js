// The button that switches between light and dark colours.

import { t } from "./text.js";

const button = document.getElementById("theme");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function labelThemeButton() {
  button.setAttribute("aria-label", isDark() ? t("theme.light") : t("theme.dark"));
}

function switchTheme() {
  const chosen = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem("theme", chosen);
  } catch {
    // storage is refused: the choice lasts as long as the page
  }
  labelThemeButton();
  document.dispatchEvent(new Event("themechange"));
}

button.addEventListener("click", switchTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  labelThemeButton();
  document.dispatchEvent(new Event("themechange"));
});
labelThemeButton();

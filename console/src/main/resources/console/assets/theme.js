// Runs before the page is drawn, so that a remembered choice of colours does not flash.
(() => {
  try {
    const onWall = document.documentElement.dataset.page === "wall";
    const chosen = onWall ? "dark" : localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // storage is refused: the system's choice applies
  }
})();

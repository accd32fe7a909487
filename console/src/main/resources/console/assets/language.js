// The control that switches the language; the choice is kept in a cookie, which the server reads.

const YEAR_SECONDS = 31_536_000;

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie =
      `language=${button.dataset.language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    if (address.href === location.href) location.reload();
    else location.replace(address);
  });
}

package hk.innopark.console;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** What can be checked of any page. */
final class PageChecks {
  /** WCAG 2.1 success criterion 1.4.3, level AA, of every text on its nearest opaque background. */
  private static final String LOW_CONTRAST =
      """
      () => {
        const parse = (colour) => {
          const parts = colour.match(/[\\d.]+/g).map(Number);
          return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
        };
        const luminance = (rgb) => {
          const [r, g, b] = rgb.map((v) => {
            const c = v / 255;
            return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const background = (element) => {
          for (let e = element; e; e = e.parentElement) {
            const colour = parse(getComputedStyle(e).backgroundColor);
            if (colour.alpha > 0.99) return colour.rgb;
          }
          return [255, 255, 255];
        };
        const found = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.textContent.trim();
          const element = walker.currentNode.parentElement;
          if (!text || !element.checkVisibility() || element.closest("noscript, :disabled")) continue;
          const style = getComputedStyle(element);
          const size = parseFloat(style.fontSize);
          const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
          const a = luminance(parse(style.color).rgb);
          const b = luminance(background(element));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < (large ? 3 : 4.5)) {
            found.add(`${element.tagName}.${element.className} "${text}" ${ratio.toFixed(2)}`);
          }
        }
        return [...found];
      }
      """;

  /**
   * Controls, pictures and tables that a screen reader could not name, and headers without scope.
   */
  private static final String UNNAMED =
      """
      () => {
        const found = [];
        const named = (e) =>
          e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.textContent.trim()
          || e.closest("label")?.textContent.trim();
        for (const e of document.querySelectorAll("a, button, select, input, [role=img], [role=region]")) {
          if (!named(e)) found.push(`${e.tagName} ${e.className}`);
        }
        for (const e of document.querySelectorAll("table")) {
          if (!e.querySelector("caption")) found.push(`table ${e.className} without a caption`);
        }
        for (const e of document.querySelectorAll("th:not([scope])")) found.push(`th "${e.textContent}"`);
        for (const e of document.querySelectorAll("img:not([alt])")) found.push(e.src);
        if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
        return found;
      }
      """;

  /** Texts that stand outside of the page or of their panel, where nothing lets a reader scroll. */
  private static final String CUT =
      """
      () => {
        const found = [];
        for (const e of document.querySelectorAll("main *, header *, footer *")) {
          const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
          if (!own || !e.checkVisibility()) continue;
          if (e.closest(".table-scroll, .visually-hidden, .skip, thead, noscript, .u-wrap")) continue;
          const box = e.getBoundingClientRect();
          const room = (e.closest(".panel, .estate, .kpi") ?? document.body).getBoundingClientRect();
          if (box.right > room.right + 0.5 || box.left < room.left - 0.5) {
            found.push(`${e.tagName}.${e.className} "${e.textContent}"`);
          }
        }
        return found;
      }
      """;

  /**
   * English words that stand on a page in another language, apart from names that data holds and
   * what every language writes so.
   */
  private static final String UNTRANSLATED =
      """
      (names) => {
        const same = /^(kWh?|kVA|kvarh|kg|OEE|HK|UTC|ISO|INNOPARK|CO|GET|POST|DELETE|English|max|sim|API|CSV|OpenAPI|MiB|GRI|Part|HKEX|ESG|JSON|YAML|PLC|Sparkplug|Tasmota|Shelly|Ignition|Python|zip|pub)$/;
        const found = new Set();
        const look = (text, element) => {
          if (!text || element.closest("code, script, noscript, [translate=no], [lang=en]")) return;
          let rest = text;
          for (const name of names) rest = rest.replaceAll(name, " ");
          // lines of YAML, and commands
          rest = rest.replace(/^\\s*- \\{.*\\}\\s*$/, " ").replace(/innopark( [a-z]+)+/g, " ");
          // ids, signals, addresses and versions
          rest = rest.replace(/[\\w.:/#-]*[\\d_:/][\\w.:/#-]*|[a-z]+(-[a-z0-9]+)+/g, " ");
          for (const word of rest.match(/[A-Za-z]{2,}/g) ?? []) {
            if (!same.test(word)) found.add(`${word} in "${text.trim()}"`);
          }
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) look(walker.currentNode.textContent, walker.currentNode.parentElement);
        for (const e of document.querySelectorAll("[aria-label], [title], [data-label]")) {
          look(e.getAttribute("aria-label"), e);
          look(e.getAttribute("title"), e);
          look(e.getAttribute("data-label"), e);
        }
        look(document.title, document.body);
        return [...found];
      }
      """;

  private static final String SERIOUS =
      """
      async () => {
        const { violations } = await axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        });
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((n) => `${id}: ${help}: ${n.html}`));
      }
      """;

  private PageChecks() {}

  /** What axe-core finds against WCAG 2.1 A and AA that is serious or critical. */
  static List<?> serious(Page page) {
    page.evaluate(new String(Pages.resource("/axe.min.js"), StandardCharsets.UTF_8));
    return (List<?>) page.evaluate(SERIOUS);
  }

  /** Words of English on a page in another language. */
  static List<?> untranslated(Page page, Collection<String> names) {
    return (List<?>) page.evaluate(UNTRANSLATED, List.copyOf(names));
  }

  /** Texts that are cut. */
  static List<?> cut(Page page) {
    return (List<?>) page.evaluate(CUT);
  }

  /** Texts that are too faint, each with its contrast. */
  static List<?> lowContrast(Page page) {
    return (List<?>) page.evaluate(LOW_CONTRAST);
  }

  /** What has no name. */
  static List<?> unnamed(Page page) {
    return (List<?>) page.evaluate(UNNAMED);
  }
}

package hk.innopark.events.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the glossary in the documents against what pages say. */
class GlossaryTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|(.*)\\|$");

  @Test
  void figures_and_reasons_are_called_as_pages_call_them() throws IOException {
    Path glossary = Path.of("").toAbsolutePath().resolveSibling("docs/glossary.md");
    assumeThat(glossary).exists();
    int checked = 0;
    for (Matcher row = ROW.matcher(Files.readString(glossary)); row.find(); ) {
      for (String family : new String[] {"field.", "reason."}) {
        String key = family + row.group(1);
        if (Texts.of(Language.ENGLISH).has(key)) {
          for (Language language : Language.values()) {
            assertThat(row.group(2)).as(key).contains(" " + Texts.of(language).get(key));
            checked++;
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(70);
  }
}

package hk.innopark.registry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says what is wrong with text that is no YAML, and what to do about it: line, its text, advice.
 */
final class YamlFault {
  private static final int LONGEST_QUOTE = 60;
  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate field '(.*)'.*", Pattern.DOTALL);

  private YamlFault() {}

  static String of(JsonProcessingException fault, String yaml) {
    if (fault.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      boolean isOpenQuote = isOpenQuote(marked);
      Mark mark = isOpenQuote ? marked.getContextMark() : marked.getProblemMark();
      String advice = isOpenQuote ? "a quote that opens here is not closed" : advice(marked, yaml);
      return place(mark.getLine() + 1, yaml) + advice;
    }
    if (fault instanceof StreamConstraintsException) {
      return "lists and mappings are nested too deep";
    }
    JsonLocation location = fault.getLocation();
    int line = location == null ? 0 : location.getLineNr();
    return (line == 0 ? "" : place(line, yaml)) + message(fault);
  }

  private static String message(JsonProcessingException fault) {
    String message = String.valueOf(fault.getOriginalMessage()).lines().findFirst().orElse("");
    Matcher duplicate = DUPLICATE.matcher(message);
    if (duplicate.matches()) {
      return "the key \"" + duplicate.group(1) + "\" stands twice in its mapping; keep one";
    }
    if (message.startsWith("Expected a field name")) {
      return "a list or mapping stands where a key should; a key is one word before a colon";
    }
    return message.isEmpty() ? "is not YAML" : message;
  }

  private static String advice(MarkedYAMLException fault, String yaml) {
    String problem = String.valueOf(fault.getProblem());
    String context = String.valueOf(fault.getContext());
    if (problem.contains("(TAB)")) {
      return "is indented with a tab; use spaces";
    }
    if (problem.contains("that cannot start any token")) {
      return "a text begins with a sign that YAML keeps for itself; put the text in quotes";
    }
    if (context.contains("flow mapping")) {
      return "the { that opens " + opening(fault) + " is not closed, or a comma is missing";
    }
    if (context.contains("flow sequence")) {
      return "the [ that opens " + opening(fault) + " is not closed, or a comma is missing";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "a colon stands where no key can; check the indent, and quote a text that holds \": \"";
    }
    if (problem.contains("expected <block end>")) {
      return isIndented(fault, yaml)
          ? "is indented otherwise than the block that begins "
              + opening(fault)
              + "; give items of a list, and keys of a mapping, the same indent"
          : "something follows a value that is complete; check quotes and brackets";
    }
    return problem.lines().findFirst().orElse("is not YAML").toLowerCase(Locale.ROOT);
  }

  private static boolean isOpenQuote(MarkedYAMLException fault) {
    return fault.getContextMark() != null
        && String.valueOf(fault.getContext()).contains("quoted scalar");
  }

  /** Whether the fault is at the line's first character that is no space. */
  private static boolean isIndented(MarkedYAMLException fault, String yaml) {
    Mark mark = fault.getProblemMark();
    String line = line(mark.getLine() + 1, yaml);
    int column = Math.min(mark.getColumn(), line.length());
    return line.substring(0, column).isBlank();
  }

  private static String opening(MarkedYAMLException fault) {
    Mark mark = fault.getContextMark();
    return mark == null ? "here" : "in line " + (mark.getLine() + 1);
  }

  private static String place(int line, String yaml) {
    String text = Problems.onOneLine(line(line, yaml).strip());
    if (text.length() > LONGEST_QUOTE) {
      text = text.substring(0, LONGEST_QUOTE) + "…";
    }
    return "line " + line + (text.isEmpty() ? ": " : ", at \"" + text + "\": ");
  }

  private static String line(int number, String yaml) {
    List<String> lines = yaml.lines().skip(number - 1L).limit(1).toList();
    return lines.isEmpty() ? "" : lines.get(0);
  }
}

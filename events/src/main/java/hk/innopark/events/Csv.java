package hk.innopark.events;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180) of which no cell can become a formula in a spreadsheet. */
public final class Csv {
  private static final String FORMULA_BEGINS = "=+-@\t\r";
  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

  private Csv() {}

  /** One line with its end. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** One cell, quoted where it needs to be. */
  public static String cell(String text) {
    boolean couldBeFormula =
        !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 && !text.matches(NUMBER);
    String safe = couldBeFormula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

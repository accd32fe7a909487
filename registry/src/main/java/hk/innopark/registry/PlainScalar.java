package hk.innopark.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number, yes or no of a YAML file as it is written, without quotes: what it means depends on
 * where it stands. The id {@code 010} is not 8, and {@code no} is not false.
 */
record PlainScalar(String written) {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,8})");

  /** Without leading zeros, which YAML 1.1 takes for octal. */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /**
   * What the node is, of a file or of the database; empty where it is text, a list or a mapping.
   */
  static Optional<PlainScalar> of(JsonNode node) {
    if (node instanceof POJONode pojo && pojo.getPojo() instanceof PlainScalar scalar) {
      return Optional.of(scalar);
    }
    return node.isNumber() || node.isBoolean()
        ? Optional.of(new PlainScalar(node.asText()))
        : Optional.empty();
  }

  /** Whether it is a whole number that an int holds. */
  boolean isWhole() {
    return WHOLE.matcher(written).matches();
  }

  /** Whether it is a number in a form that can mean no other one. */
  boolean isDecimal() {
    return DECIMAL.matcher(digits()).matches();
  }

  /**
   * The decimal.
   *
   * @throws NumberFormatException where its exponent is beyond an int
   */
  BigDecimal decimal() {
    return new BigDecimal(digits());
  }

  private String digits() {
    return written.replace("_", "");
  }

  @Override
  public String toString() {
    return written;
  }
}

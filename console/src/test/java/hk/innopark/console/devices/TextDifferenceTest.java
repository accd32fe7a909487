package hk.innopark.console.devices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDifferenceTest {
  private static final String BEFORE = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n";

  @Test
  void textsThatAreAlikeDifferInNothing() {
    assertThat(TextDifference.of(BEFORE, BEFORE)).isEmpty();
    assertThat(TextDifference.of("", "")).isEmpty();
  }

  @Test
  void aLineThatChangesHasThreeLinesAroundIt() {
    assertThat(TextDifference.of(BEFORE, BEFORE.replace("f\n", "F\n")))
        .containsExactly("  c", "  d", "  e", "- f", "+ F", "  g", "  h", "  i");
  }

  @Test
  void whatIsLeftOutBetweenTwoChangesIsSaid() {
    assertThat(TextDifference.of(BEFORE, "x\n" + BEFORE + "--y\n"))
        .containsExactly("+ x", "  a", "  b", "  c", "  …", "  j", "  k", "  l", "+ --y");
  }
}

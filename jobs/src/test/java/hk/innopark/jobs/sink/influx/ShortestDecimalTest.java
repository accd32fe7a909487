package hk.innopark.jobs.sink.influx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {
  private static final int DOUBLES = 2_000_000;

  @Test
  void everyDoubleOfOrdinarySizeIsWrittenAsAnotherImplementationWritesIt() {
    SplittableRandom random = new SplittableRandom(1);
    long least = Double.doubleToLongBits(1e-3);
    long limit = Double.doubleToLongBits(1e7);
    for (int i = 0; i < DOUBLES; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong(least, limit));
            case 1 -> random.nextDouble();
            case 2 -> -(random.nextInt(1, 1_000_000) / 1e3) / random.nextInt(1, 1_000);
            default -> Math.scalb(1.0, random.nextInt(-9, 23)) * (1 + random.nextInt(3) * 0x1p-52);
          };
      check(value);
    }
  }

  @Test
  void theBordersAreExact() {
    for (double border : new double[] {1e-3, 1, 10, 1e6, 1e7, 0.1, 0.5, 0.3, 9_999_999.5}) {
      check(Math.nextDown(border));
      check(border);
      check(Math.nextUp(border));
    }
  }

  private static void check(double value) {
    if (!ShortestDecimal.isOrdinary(value)) {
      return;
    }
    byte[] out = new byte[26];
    int end = ShortestDecimal.put(value, out, 0);
    String text = new String(out, 0, end, US_ASCII);
    if (!text.equals(NumberOutput.toString(value, true))) {
      assertThat(text).isEqualTo(NumberOutput.toString(value, true));
    }
  }
}

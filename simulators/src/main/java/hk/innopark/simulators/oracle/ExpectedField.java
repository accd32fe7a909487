package hk.innopark.simulators.oracle;

import hk.innopark.simulators.plant.TruthElement;
import java.util.function.ToDoubleFunction;

/**
 * How a figure follows from true sums, and how near it has to come.
 *
 * @param value NaN where the figure has none
 */
record ExpectedField(Tolerance tolerance, ToDoubleFunction<TruthSum> value) {
  private static final double RELATIVE_ERROR = 1e-9;
  private static final double ROUNDING = 1e-9;

  enum Tolerance {
    /** The same number. */
    EXACT {
      @Override
      double within(double expected, TruthSum sum) {
        return 0;
      }
    },
    /** Within a millisecond, in seconds. */
    MILLISECOND {
      @Override
      double within(double expected, TruthSum sum) {
        return 0.001;
      }
    },
    /** Within 10⁻⁹ of the value. */
    RELATIVE {
      @Override
      double within(double expected, TruthSum sum) {
        return RELATIVE_ERROR * Math.max(Math.abs(expected), 1e-6);
      }
    },
    /** Within 10⁻⁹ of what was taken and what was expected, of which it is the difference. */
    DIFFERENCE {
      @Override
      double within(double expected, TruthSum sum) {
        return RELATIVE_ERROR
            * (Math.abs(expected) + Math.abs(ExpectedFields.active(sum)) + sum.expectedKwh());
      }
    },
    /** The same, and 10⁻⁹ of the unit for each piece that was multiplied and rounded by itself. */
    ROUNDED {
      @Override
      double within(double expected, TruthSum sum) {
        return RELATIVE.within(expected, sum) + ROUNDING * sum.pieces();
      }
    },
    /** Such an amount, divided by good items. */
    ROUNDED_PER_GOOD {
      @Override
      double within(double expected, TruthSum sum) {
        return RELATIVE.within(expected, sum)
            + ROUNDING * sum.pieces() / Math.max(1, sum.get(TruthElement.GOOD));
      }
    };

    abstract double within(double expected, TruthSum sum);
  }

  boolean accepts(double expected, double observed, TruthSum sum) {
    return Math.abs(expected - observed) <= tolerance.within(expected, sum) * (1 + 1e-6);
  }
}

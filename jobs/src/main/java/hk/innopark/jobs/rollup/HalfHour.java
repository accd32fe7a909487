package hk.innopark.jobs.rollup;

import hk.innopark.jobs.state.Varints;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a half hour came to. */
final class HalfHour {
  /** Mean apparent power, kVA. */
  double kva;

  /** Greatest window that ends in it and is billed, kVA; NaN where there is none. */
  double billedKva = Double.NaN;

  /** Greatest window that ends in it and is not, kVA; NaN where there is none. */
  double outsideKva = Double.NaN;

  long gridNanoKwh;
  long activeNanoKwh;

  /** Produced. */
  long items;

  void write(DataOutputView out) throws IOException {
    out.writeDouble(kva);
    out.writeDouble(billedKva);
    out.writeDouble(outsideKva);
    Varints.write(gridNanoKwh, out);
    Varints.write(activeNanoKwh, out);
    Varints.write(items, out);
  }

  static HalfHour read(DataInputView in) throws IOException {
    HalfHour halfHour = new HalfHour();
    halfHour.kva = in.readDouble();
    halfHour.billedKva = in.readDouble();
    halfHour.outsideKva = in.readDouble();
    halfHour.gridNanoKwh = Varints.read(in);
    halfHour.activeNanoKwh = Varints.read(in);
    halfHour.items = Varints.read(in);
    return halfHour;
  }
}

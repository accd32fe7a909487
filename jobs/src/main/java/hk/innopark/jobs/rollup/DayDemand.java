package hk.innopark.jobs.rollup;

import hk.innopark.jobs.state.Varints;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a local day came to, of which a month's bill is made. */
final class DayDemand {
  /** Greatest fixed half hour, kVA; NaN where there is none. */
  double peakKva = Double.NaN;

  /** Greatest window that is billed, kVA; NaN where there is none. */
  double billedKva = Double.NaN;

  /** Greatest window that is not, kVA; NaN where there is none. */
  double outsideKva = Double.NaN;

  /** Grid energy by the tariff's bands; empty where they have no blocks. */
  long[] bandNanoKwh = new long[0];

  long activeNanoKwh;

  /** Produced. */
  long items;

  void add(HalfHour halfHour) {
    peakKva = greater(peakKva, halfHour.kva);
    billedKva = greater(billedKva, halfHour.billedKva);
    outsideKva = greater(outsideKva, halfHour.outsideKva);
    activeNanoKwh = Saturated.sum(activeNanoKwh, halfHour.activeNanoKwh);
    items = Saturated.sum(items, halfHour.items);
  }

  void write(DataOutputView out) throws IOException {
    out.writeDouble(peakKva);
    out.writeDouble(billedKva);
    out.writeDouble(outsideKva);
    Varints.write(activeNanoKwh, out);
    Varints.write(items, out);
    out.writeByte(bandNanoKwh.length);
    for (long band : bandNanoKwh) {
      Varints.write(band, out);
    }
  }

  static DayDemand read(DataInputView in) throws IOException {
    DayDemand day = new DayDemand();
    day.peakKva = in.readDouble();
    day.billedKva = in.readDouble();
    day.outsideKva = in.readDouble();
    day.activeNanoKwh = Varints.read(in);
    day.items = Varints.read(in);
    day.bandNanoKwh = new long[in.readByte()];
    for (int band = 0; band < day.bandNanoKwh.length; band++) {
      day.bandNanoKwh[band] = Varints.read(in);
    }
    return day;
  }

  /** The greater of two, of which either may be NaN. */
  static double greater(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }
}

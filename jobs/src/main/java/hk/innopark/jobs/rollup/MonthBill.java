package hk.innopark.jobs.rollup;

import hk.innopark.registry.model.RateBlock;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.math.BigDecimal;
import java.util.List;

/**
 * What of a month's bill is not a sum over minutes.
 *
 * @param demandBilledKva NaN where demand is not charged
 * @param demandHkd NaN where demand is not charged
 * @param blocksHkd what the energy costs more, or less, because of blocks
 */
public record MonthBill(double demandBilledKva, double demandHkd, double blocksHkd) {
  /** Of every period but a month. */
  public static final MonthBill NONE = new MonthBill(Double.NaN, Double.NaN, 0);

  /** The days of a month on which one tariff was in force. */
  static final class Part {
    private final Tariff tariff;
    private final DayDemand most = new DayDemand();
    private final long[] bandNanoKwh;
    private int days;

    Part(Tariff tariff) {
      this.tariff = tariff;
      this.bandNanoKwh = new long[tariff.energy().size()];
    }

    Tariff tariff() {
      return tariff;
    }

    void add(DayDemand day) {
      days++;
      most.billedKva = DayDemand.greater(most.billedKva, day.billedKva);
      most.outsideKva = DayDemand.greater(most.outsideKva, day.outsideKva);
      for (int band = 0; band < day.bandNanoKwh.length; band++) {
        bandNanoKwh[band] = Saturated.sum(bandNanoKwh[band], day.bandNanoKwh[band]);
      }
    }

    private double billedKva() {
      double minimum = tariff.demand().minimumKva().doubleValue();
      return DayDemand.greater(minimum, most.billedKva);
    }

    private double demandHkd() {
      DemandCharge demand = tariff.demand();
      double billed = billedKva();
      double outside = DayDemand.greater(billed, most.outsideKva) - billed;
      return price(billed, demand.blocks(), demand.perKvaMonth(), 1)
          + outside * demand.outsidePerKvaMonth().doubleValue();
    }

    /** What blocks change; an element was added at the band's own rate. */
    private double blocksHkd(double share) {
      double sum = 0;
      for (int index = 0; index < bandNanoKwh.length; index++) {
        EnergyBand band = tariff.energy().get(index);
        if (!band.blocks().isEmpty()) {
          double kwh = bandNanoKwh[index] / 1e9;
          sum +=
              price(kwh, band.blocks(), band.perKwh(), share) - kwh * band.perKwh().doubleValue();
        }
      }
      return sum;
    }
  }

  /**
   * The bill of a month whose days are dealt with in parts, each at its tariff: demand is charged
   * by the share of days, and energy's blocks are as large as that share.
   */
  static MonthBill of(List<Part> parts, int daysOfMonth) {
    double billed = Double.NaN;
    double demand = Double.NaN;
    double blocks = 0;
    for (Part part : parts) {
      double share = part.days / (double) daysOfMonth;
      if (part.tariff.demand() != null) {
        billed = DayDemand.greater(billed, part.billedKva());
        demand = (Double.isNaN(demand) ? 0 : demand) + share * part.demandHkd();
      }
      blocks += part.blocksHkd(share);
    }
    return new MonthBill(billed, demand, blocks);
  }

  private static double price(
      double quantity, List<RateBlock> blocks, BigDecimal rate, double share) {
    double price = 0;
    double from = 0;
    for (RateBlock block : blocks) {
      double upTo = block.upTo().doubleValue() * share;
      price += Math.max(0, Math.min(quantity, upTo) - from) * block.rate().doubleValue();
      from = upTo;
    }
    return price + Math.max(0, quantity - from) * rate.doubleValue();
  }
}

package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a machine did for each order on each local day: the same contributions that make its
 * minutes, added up by the order that was worked on. What is said while no order is in use is no
 * order's, so orders and the rest are the machine to the last unit.
 */
final class OrderSums {
  /**
   * The sum of one order, product and local day; begin and end are the day's first and last
   * sample's.
   */
  static final class OrderSum {
    final String order;
    final String product;
    final LocalDays.Day day;
    final Elements elements = new Elements();
    long beginMillis = Long.MAX_VALUE;
    long endMillis = Long.MIN_VALUE;
    boolean isUnsaid;

    OrderSum(String order, String product, LocalDays.Day day) {
      this.order = order;
      this.product = product;
      this.day = day;
    }

    /** The order was worked on at a moment. */
    void see(long millis) {
      beginMillis = Math.min(beginMillis, millis);
      endMillis = Math.max(endMillis, millis);
    }

    /** This and another of the same. */
    OrderSum plus(OrderSum other) {
      OrderSum sum = new OrderSum(order, product, day);
      sum.elements.add(elements);
      sum.elements.add(other.elements);
      sum.beginMillis = Math.min(beginMillis, other.beginMillis);
      sum.endMillis = Math.max(endMillis, other.endMillis);
      return sum;
    }

    private boolean isOf(String otherOrder, String otherProduct, long millis) {
      return day.contains(millis)
          && order.equals(otherOrder)
          && Objects.equals(product, otherProduct);
    }
  }

  /** Takes a sum that has changed. */
  @FunctionalInterface
  interface Output {
    void accept(OrderSum sum);
  }

  private static final long LATEST_MILLIS = 100_000_000_000_000L;

  private final List<OrderSum> sums = new ArrayList<>(0);
  private Sample current;
  private OrderSum last;

  /**
   * What is said from now on is of the time between two samples that follow on each other. Set-up
   * is of the order that it prepares: that of the sample after it.
   *
   * @param second null where it is not the next one, or nothing is known of it
   */
  void use(Sample first, Sample second) {
    boolean prepares = first.state == MachineState.SETUP && second != null && second.order != null;
    Sample of = prepares ? second : first;
    current = of.order == null ? null : of;
  }

  /** What is said from now on is no order's. */
  void useNone() {
    current = null;
  }

  void add(long minuteMillis, Element element, long amount) {
    if (current != null) {
      OrderSum sum = of(current.order, current.product, minuteMillis);
      if (sum.elements.tryAdd(element, amount)) {
        sum.isUnsaid = true;
      }
    }
  }

  /** A sample came that names its order. */
  void see(String order, String product, long millis) {
    if (order != null) {
      OrderSum sum = of(order, product, millis);
      sum.see(millis);
      sum.isUnsaid = true;
    }
  }

  /** Whether the machine itself names an order in a minute. */
  boolean isNamed(long minuteMillis) {
    for (OrderSum sum : sums) {
      if (sum.beginMillis < minuteMillis + Minutes.MILLIS && sum.endMillis >= minuteMillis) {
        return true;
      }
    }
    return false;
  }

  /** What others say of an order, with what is summed here of the same. */
  OrderSum with(OrderSum other) {
    for (OrderSum sum : sums) {
      if (sum.isOf(other.order, other.product, other.day.fromMillis())) {
        return sum.plus(other);
      }
    }
    return other;
  }

  private OrderSum of(String order, String product, long millis) {
    if (last != null && last.isOf(order, product, millis)) {
      return last;
    }
    for (OrderSum sum : sums) {
      if (sum.isOf(order, product, millis)) {
        last = sum;
        return sum;
      }
    }
    last = new OrderSum(order, product, LocalDays.of(millis));
    sums.add(last);
    return last;
  }

  /** Hands on what has changed since it was handed on last. */
  void say(Output out) {
    for (OrderSum sum : sums) {
      if (sum.isUnsaid) {
        sum.isUnsaid = false;
        out.accept(sum);
      }
    }
  }

  /** Forgets days that ended before a time. */
  void forget(long beforeMillis) {
    if (sums.removeIf(sum -> sum.day.toMillis() < beforeMillis && !sum.isUnsaid)) {
      last = null;
    }
  }

  OrderSums copy() {
    OrderSums copy = new OrderSums();
    for (OrderSum sum : sums) {
      OrderSum other = new OrderSum(sum.order, sum.product, sum.day);
      other.elements.add(sum.elements);
      other.beginMillis = sum.beginMillis;
      other.endMillis = sum.endMillis;
      other.isUnsaid = sum.isUnsaid;
      copy.sums.add(other);
    }
    return copy;
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(sums.size());
    for (OrderSum sum : sums) {
      out.writeUTF(sum.order);
      out.writeUTF(sum.product == null ? "" : sum.product);
      out.writeLong(sum.day.fromMillis());
      out.writeLong(sum.beginMillis);
      out.writeLong(sum.endMillis);
      out.writeBoolean(sum.isUnsaid);
      byte[] packed = sum.elements.pack();
      out.writeInt(packed.length);
      out.write(packed);
    }
  }

  void read(DataInputView in) throws IOException {
    read(in, true);
  }

  /** As it was written before sums were by day: of the day on which the order began. */
  void readWithoutDays(DataInputView in) throws IOException {
    read(in, false);
  }

  private void read(DataInputView in, boolean isByDay) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String order = in.readUTF();
      String product = in.readUTF();
      long dayMillis = isByDay ? in.readLong() : Long.MIN_VALUE;
      long beginMillis = in.readLong();
      OrderSum sum =
          new OrderSum(
              order,
              product.isEmpty() ? null : product,
              LocalDays.of(isByDay ? dayMillis : Math.min(beginMillis, LATEST_MILLIS)));
      sum.beginMillis = beginMillis;
      sum.endMillis = in.readLong();
      sum.isUnsaid = in.readBoolean();
      byte[] packed = new byte[in.readInt()];
      in.readFully(packed);
      sum.elements.addPacked(packed);
      sums.add(sum);
    }
  }
}

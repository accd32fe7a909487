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
 * What a machine did for each order: the same contributions that make its minutes, added up by the
 * order that was worked on. What is said while no order is in use is no order's, so orders and the
 * rest are the machine to the last unit.
 */
final class OrderSums {
  /** The sum of one order and product; begin and end are the first and last sample's. */
  static final class OrderSum {
    final String order;
    final String product;
    final Elements elements = new Elements();
    long beginMillis = Long.MAX_VALUE;
    long endMillis = Long.MIN_VALUE;
    boolean isUnsaid;

    private OrderSum(String order, String product) {
      this.order = order;
      this.product = product;
    }

    private boolean isOf(String otherOrder, String otherProduct) {
      return order.equals(otherOrder) && Objects.equals(product, otherProduct);
    }
  }

  /** Takes a sum that has changed. */
  @FunctionalInterface
  interface Output {
    void accept(OrderSum sum);
  }

  private final List<OrderSum> sums = new ArrayList<>(0);
  private OrderSum current;
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
    current = of.order == null ? null : of(of.order, of.product);
  }

  /** What is said from now on is no order's. */
  void useNone() {
    current = null;
  }

  void add(Element element, long amount) {
    if (current != null && current.elements.tryAdd(element, amount)) {
      current.isUnsaid = true;
    }
  }

  /** A sample came that names its order. */
  void see(String order, String product, long millis) {
    if (order != null) {
      OrderSum sum = of(order, product);
      sum.beginMillis = Math.min(sum.beginMillis, millis);
      sum.endMillis = Math.max(sum.endMillis, millis);
      sum.isUnsaid = true;
    }
  }

  private OrderSum of(String order, String product) {
    if (last != null && last.isOf(order, product)) {
      return last;
    }
    for (OrderSum sum : sums) {
      if (sum.isOf(order, product)) {
        last = sum;
        return sum;
      }
    }
    last = new OrderSum(order, product);
    sums.add(last);
    return last;
  }

  /** Hands on what has changed since it was handed on last. */
  void say(Output out) {
    for (OrderSum sum : sums) {
      if (sum.isUnsaid && sum.beginMillis != Long.MAX_VALUE) {
        sum.isUnsaid = false;
        out.accept(sum);
      }
    }
  }

  /** Forgets orders that ended before a time. */
  void forget(long beforeMillis) {
    if (sums.removeIf(sum -> sum.endMillis < beforeMillis && !sum.isUnsaid)) {
      last = null;
      current = null;
    }
  }

  OrderSums copy() {
    OrderSums copy = new OrderSums();
    for (OrderSum sum : sums) {
      OrderSum other = new OrderSum(sum.order, sum.product);
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
      out.writeLong(sum.beginMillis);
      out.writeLong(sum.endMillis);
      out.writeBoolean(sum.isUnsaid);
      byte[] packed = sum.elements.pack();
      out.writeInt(packed.length);
      out.write(packed);
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String order = in.readUTF();
      String product = in.readUTF();
      OrderSum sum = new OrderSum(order, product.isEmpty() ? null : product);
      sum.beginMillis = in.readLong();
      sum.endMillis = in.readLong();
      sum.isUnsaid = in.readBoolean();
      byte[] packed = new byte[in.readInt()];
      in.readFully(packed);
      sum.elements.addPacked(packed);
      sums.add(sum);
    }
  }
}

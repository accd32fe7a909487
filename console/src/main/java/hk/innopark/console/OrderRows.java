package hk.innopark.console;

import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders and products as rows of an answer. */
final class OrderRows {
  private OrderRows() {}

  /** Columns of orders. */
  static List<String> columns() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "line",
                "order",
                "product",
                "begin",
                "end",
                "running",
                "planned",
                "progress",
                "expected_end"));
    columns.addAll(OrderValues.FIELDS);
    return columns;
  }

  /** Columns of products. */
  static List<String> productColumns() {
    List<String> columns = new ArrayList<>(List.of("product", "start"));
    columns.addAll(OrderValues.FIELDS);
    return columns;
  }

  /** An order, as of a moment. */
  static Map<String, Object> of(OrderSum order, Instant asOf, Registry registry, Tenant tenant) {
    OrderProgress progress =
        OrderProgress.of(
            order,
            asOf,
            tenant.line(order.line()).flatMap(line -> registry.calendar(line.calendar())));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("line", order.line());
    row.put("order", order.order());
    row.put("product", order.product());
    row.put("begin", order.begin());
    row.put("end", progress.running() ? null : order.end());
    row.put("running", progress.running());
    row.put("planned", order.plan() == null ? null : order.plan().planned());
    row.put("progress", progress.share());
    row.put("expected_end", progress.expectedEnd());
    row.putAll(OrderValues.of(order));
    return row;
  }

  /** A product in a period. */
  static Map<String, Object> ofProduct(OrderSum product) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("product", product.product());
    row.put("start", product.begin());
    row.putAll(OrderValues.of(product));
    return row;
  }
}

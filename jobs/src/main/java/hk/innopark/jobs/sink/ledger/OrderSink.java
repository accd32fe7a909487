package hk.innopark.jobs.sink.ledger;

import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.OrderAmount;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes what machines and lines did for orders to PostgreSQL, a day in its place, at least once: a
 * repetition is put right by what follows it, as long as the rows of one order stay in order.
 */
public final class OrderSink {
  private static final int KEYS = 10;

  private static final String SQL = sql();

  private OrderSink() {}

  public static Sink<OrderRow> create(LedgerSinkConfig config) {
    return RowSink.create(config, "innopark-orders", SQL, OrderSink::set);
  }

  private static String sql() {
    String amounts =
        Arrays.stream(OrderAmount.values())
            .map(OrderAmount::column)
            .collect(Collectors.joining(", "));
    String changes =
        Arrays.stream(OrderAmount.values())
            .map(amount -> amount.column() + " = excluded." + amount.column())
            .collect(Collectors.joining(", "));
    return "INSERT INTO shopfloor.order_day (estate, tenant, line, machine, origin, order_id,"
        + " product, day, begins_at, ends_at, "
        + amounts
        + ") VALUES ("
        + String.join(", ", java.util.Collections.nCopies(KEYS + OrderAmount.values().length, "?"))
        + ") ON CONFLICT (tenant, line, machine, origin, order_id, product, day) DO UPDATE SET"
        + " estate = excluded.estate, begins_at = excluded.begins_at, ends_at = excluded.ends_at, "
        + changes;
  }

  private static void set(PreparedStatement statement, OrderRow row) throws SQLException {
    statement.setString(1, row.entity().estate());
    statement.setString(2, row.entity().tenant());
    statement.setString(3, row.entity().line());
    statement.setString(4, row.entity().machine() == null ? "" : row.entity().machine());
    statement.setString(5, row.entity().origin());
    statement.setString(6, row.order());
    statement.setString(7, row.product() == null ? "" : row.product());
    statement.setObject(8, LocalDate.parse(row.day()));
    boolean isSeen = row.beginMillis() <= row.endMillis();
    statement.setObject(9, isSeen ? RowSink.utc(row.beginMillis()) : null);
    statement.setObject(10, isSeen ? RowSink.utc(row.endMillis()) : null);
    Elements elements = Elements.unpack(row.elements());
    int index = KEYS;
    for (OrderAmount amount : OrderAmount.values()) {
      boolean isMissing = amount.emission() != null && row.lacks(amount.emission());
      statement.setBigDecimal(++index, isMissing ? null : amount.of(elements));
    }
  }
}

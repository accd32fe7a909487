package hk.innopark.console.shopfloor;

import hk.innopark.console.sql.Select;
import hk.innopark.events.OrderFields;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what lines did for orders, as the job keeps it, with what people said of them. */
public final class OrderReader {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");

  /** A sum that leaves a missing emission out would be too small, so it has no value. */
  private static final String SUMS =
      OrderFields.AMOUNTS.stream()
          .map(
              name ->
                  "CASE WHEN count(d.%s) = count(*) THEN sum(d.%s) END AS %s"
                      .formatted(name, name, name))
          .collect(Collectors.joining(", "));

  private static final String DAYS =
      """
      FROM shopfloor.order_day d
      WHERE d.tenant = ? AND d.origin = ? AND d.machine = ''\
      """;

  private static final String WITHIN =
      " AND d.day BETWEEN ? AND ? AND (?::text IS NULL OR d.line = ?)"
          + " AND (?::text IS NULL OR d.product = ?)";

  /** Whole orders, also their days outside the time that is asked for; newest first. */
  private static final String ORDERS_SQL =
      """
      WITH chosen AS (SELECT DISTINCT d.line, d.order_id, d.product %s),
      summed AS (
        SELECT d.line, d.order_id, d.product, max(d.ends_at) AS ends_at,
          min(d.day) AS first_day,
          (extract(epoch FROM coalesce(min(d.begins_at),
            min(d.day)::timestamp AT TIME ZONE 'Asia/Hong_Kong')) * 1000)::bigint AS begin_ms,
          %s
        %s AND (d.line, d.order_id, d.product) IN (SELECT line, order_id, product FROM chosen)
        GROUP BY d.line, d.order_id, d.product)
      SELECT s.*, w.planned, w.begins_at AS said_from, w.ends_at AS said_until, w.said_by
      FROM summed s
      LEFT JOIN LATERAL (
        SELECT a.planned, a.begins_at, a.ends_at, a.said_by FROM shopfloor.annotation a
        WHERE a.tenant = ? AND a.origin = ? AND a.line = s.line AND a.order_id = s.order_id
        ORDER BY a.said_at DESC, a.seq DESC LIMIT 1) w ON true
      WHERE ?::bigint IS NULL OR s.begin_ms < ?
        OR (s.begin_ms = ? AND (s.line, s.order_id, s.product) > (?, ?, ?))
      ORDER BY s.begin_ms DESC, s.line, s.order_id, s.product
      LIMIT ?\
      """
          .formatted(DAYS + WITHIN, SUMS, DAYS);

  private static final String PRODUCTS_SQL =
      """
      SELECT * FROM (
        SELECT d.product, date_trunc(?, d.day::timestamp)::date AS first_day,
          max(d.ends_at) AS ends_at, %s
        %s GROUP BY 1, 2) s
      WHERE ?::date IS NULL OR (s.first_day, s.product) > (?, ?)
      ORDER BY s.first_day, s.product
      LIMIT ?\
      """
          .formatted(SUMS, DAYS + WITHIN);

  private final DataSource database;

  /**
   * @param database as a login that reads the tenants that may be seen
   */
  public OrderReader(DataSource database) {
    this.database = database;
  }

  /**
   * After which order a list goes on.
   *
   * @param product empty where the order has none
   */
  public record OrderPosition(long begin, String line, String order, String product) {}

  /**
   * After which product a list goes on.
   *
   * @param product empty where none is named
   */
  public record ProductPosition(LocalDate firstDay, String product) {}

  /**
   * Orders, whole, the newest first.
   *
   * @param after null for the beginning
   */
  public void orders(
      OrderFilter filter, OrderPosition after, int most, Consumer<OrderSum> consumer) {
    Long begin = after == null ? null : after.begin();
    each(
        within(new Select(ORDERS_SQL), filter)
            .with(filter.tenant(), filter.origin(), filter.tenant(), filter.origin())
            .with(begin, begin, begin)
            .with(
                after == null ? null : after.line(),
                after == null ? null : after.order(),
                after == null ? null : after.product(),
                most),
        OrderReader::order,
        consumer);
  }

  /**
   * Products by period, of the days that are asked for, the oldest period first.
   *
   * @param period {@code day} or {@code month}
   * @param after null for the beginning
   */
  public void products(
      OrderFilter filter,
      String period,
      ProductPosition after,
      int most,
      Consumer<OrderSum> consumer) {
    LocalDate day = after == null ? null : after.firstDay();
    each(
        within(new Select(PRODUCTS_SQL, period), filter)
            .with(day, day, after == null ? null : after.product(), most),
        OrderReader::product,
        consumer);
  }

  /** The values of {@link #DAYS} and {@link #WITHIN}. */
  private static Select within(Select select, OrderFilter filter) {
    return select
        .with(filter.tenant(), filter.origin(), filter.from(), filter.to())
        .with(filter.line(), filter.line(), filter.product(), filter.product());
  }

  private void each(Select select, Select.RowReader<OrderSum> reader, Consumer<OrderSum> consumer) {
    try {
      select.each(database, reader, consumer);
    } catch (SQLException e) {
      throw new ShopFloorStoreException("the orders cannot be read: " + e.getMessage(), e);
    }
  }

  private static OrderSum order(ResultSet row) throws SQLException {
    Timestamp saidFrom = row.getTimestamp("said_from");
    long planned = row.getLong("planned");
    Long orNull = row.wasNull() ? null : planned;
    return new OrderSum(
        row.getString("line"),
        row.getString("order_id"),
        orNull(row.getString("product")),
        row.getLong("begin_ms"),
        millis(row.getTimestamp("ends_at")),
        row.getObject("first_day", LocalDate.class),
        amounts(row),
        saidFrom == null
            ? null
            : new OrderSum.Plan(
                orNull,
                saidFrom.getTime(),
                row.getTimestamp("said_until").getTime(),
                row.getString("said_by")));
  }

  private static OrderSum product(ResultSet row) throws SQLException {
    LocalDate first = row.getObject("first_day", LocalDate.class);
    return new OrderSum(
        null,
        null,
        orNull(row.getString("product")),
        first.atStartOfDay(HONG_KONG).toInstant().toEpochMilli(),
        millis(row.getTimestamp("ends_at")),
        first,
        amounts(row),
        null);
  }

  private static Map<String, BigDecimal> amounts(ResultSet row) throws SQLException {
    Map<String, BigDecimal> amounts = new HashMap<>();
    for (String name : OrderFields.AMOUNTS) {
      amounts.put(name, row.getBigDecimal(name));
    }
    return amounts;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Long millis(Timestamp moment) {
    return moment == null ? null : moment.getTime();
  }

  /** All of a list. */
  public List<OrderSum> orders(OrderFilter filter, int most) {
    List<OrderSum> orders = new ArrayList<>();
    orders(filter, null, most, orders::add);
    return orders;
  }

  /** Sums over all of the days that are asked for, by product. */
  public List<OrderSum> products(OrderFilter filter, int most) {
    List<OrderSum> products = new ArrayList<>();
    products(filter, "millennium", null, most, products::add);
    return products;
  }
}

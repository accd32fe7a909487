package hk.innopark.jobs.compute;

import hk.innopark.jobs.account.OrderRow;
import java.util.Base64;

/** An order's row as a part line: what it is known by, and what {@link OrderFile} makes rows of. */
final class OrderJson {
  /** Between members; no id and no free text holds it. */
  static final char BETWEEN = '\u001f';

  private OrderJson() {}

  static String line(OrderRow row) {
    String identity =
        row.machine().key()
            + BETWEEN
            + row.origin()
            + BETWEEN
            + row.order()
            + BETWEEN
            + (row.product() == null ? "" : row.product());
    return identity
        + FigureJson.IDENTITY_END
        + identity
        + BETWEEN
        + row.beginMillis()
        + BETWEEN
        + row.endMillis()
        + BETWEEN
        + Base64.getEncoder().encodeToString(row.elements());
  }
}

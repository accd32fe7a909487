package hk.innopark.jobs.compute;

import hk.innopark.jobs.account.OrderRow;
import java.util.Base64;

/** An order's day as a part line: what it is known by, and what {@link OrderFile} makes rows of. */
final class OrderJson {
  /** Between members; no id and no free text holds it. */
  static final char BETWEEN = '\u001f';

  private OrderJson() {}

  static String line(OrderRow row) {
    return row.key()
        + FigureJson.IDENTITY_END
        + String.join(
            String.valueOf(BETWEEN),
            row.entity().level().wireName(),
            row.entity().key(),
            row.order(),
            row.product() == null ? "" : row.product(),
            Long.toString(row.beginMillis()),
            Long.toString(row.endMillis()),
            Base64.getEncoder().encodeToString(row.elements()),
            Integer.toString(row.missingScopes()));
  }
}

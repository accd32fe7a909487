package hk.innopark.console.shopfloor;

import java.time.Instant;

/**
 * What somebody says of a machine's time, before it is kept.
 *
 * @param reason the tenant's own, or a standard one; null where none is given
 * @param comment null where there is none
 * @param replaces the id of what is taken back; null where nothing is
 * @param by the account's name
 * @param role the right by which it was said
 * @param address where the request came from
 * @param work the order on which it worked; null where none is named
 */
public record Said(
    String id,
    String estate,
    String tenant,
    String line,
    String machine,
    String origin,
    Instant from,
    Instant to,
    String reason,
    String comment,
    String replaces,
    String by,
    String role,
    String address,
    Work work) {

  /**
   * An order on which a machine works.
   *
   * @param product null where none is named
   * @param planned how many good items are to be made; null where nobody says
   */
  public record Work(String order, String product, Long planned) {}
}

package hk.innopark.dashboards;

import java.util.List;

/** HKSTP's industrial estates, whose names are in the texts. */
final class Estates {
  static final List<String> IDS = List.of("tai-po", "yuen-long", "tseung-kwan-o");

  private Estates() {}
}

package hk.innopark.dashboards;

import hk.innopark.events.DowntimeReason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why machines stood still. */
final class Reasons {
  private Reasons() {}

  /** The seconds of each reason, in columns that have the reasons' names. */
  static String columns(Texts texts) {
    return Arrays.stream(DowntimeReason.values())
        .map(
            reason ->
                "sum(\"delay_%s_s\") AS \"%s\""
                    .formatted(reason.wireName(), texts.get("reason." + reason.wireName())))
        .collect(Collectors.joining(", "));
  }
}

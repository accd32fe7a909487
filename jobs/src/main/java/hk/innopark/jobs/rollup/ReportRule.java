package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;

/**
 * How often an open period that changes is reported, by arrival time: as often as somebody can see
 * a difference. A minute of a machine is looked at as it passes; a day moves by a fraction of a
 * percent in five minutes. Of tenants and estates there are few, so they may be quicker.
 */
final class ReportRule {
  private static final long SECOND = 1_000L;

  private ReportRule() {}

  static long intervalMillis(Level level, Grain grain) {
    return SECOND
        * switch (level) {
          case MACHINE ->
              switch (grain) {
                case MINUTE -> 1;
                case HOUR -> 60;
                case HALF_HOUR, SHIFT, DAY -> 300;
                case MONTH -> 600;
              };
          case LINE ->
              switch (grain) {
                case MINUTE -> 5;
                case HOUR -> 20;
                case SHIFT -> 60;
                case DAY -> 120;
                case HALF_HOUR -> 300;
                case MONTH -> 600;
              };
          case TENANT, ESTATE ->
              switch (grain) {
                case MINUTE -> 1;
                case HOUR -> 5;
                case HALF_HOUR, SHIFT, DAY -> 10;
                case MONTH -> 60;
              };
        };
  }
}

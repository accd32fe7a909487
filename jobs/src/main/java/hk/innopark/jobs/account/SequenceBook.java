package hk.innopark.jobs.account;

import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.element.Element;
import java.util.Map;

/**
 * Which messages of a machine have come, by boot and sequence number. A repeat is exactly one that
 * came before; a gap stays open until it is filled or its time is past the lateness horizon.
 */
final class SequenceBook {
  private static final int MOST_GAPS = 256;
  private static final int MOST_BOOTS = 128;

  private final AccountState state;

  SequenceBook(AccountState state) {
    this.state = state;
  }

  /**
   * The boot to which a message belongs. Where a device's numbers began again though its boot
   * stayed the same, each run of numbers is a boot of its own.
   */
  String bootOf(String boot, long timestampMillis) {
    BootProgress first = state.boots.get(boot);
    for (int restart = first == null ? 0 : first.restarts; restart > 0; restart--) {
      String name = restarted(boot, restart);
      BootProgress progress = state.boots.get(name);
      if (progress != null && timestampMillis >= progress.sinceMillis) {
        return name;
      }
    }
    return boot;
  }

  /** Whether a number that came already comes with a stamp that is newer than all of its boot. */
  boolean isRestart(String boot, long sequence, long timestampMillis) {
    BootProgress progress = state.boots.get(boot);
    return progress != null
        && sequence <= progress.newest
        && timestampMillis > progress.newestMillis;
  }

  /** Notes that numbers began again, and names the boot that begins with them. */
  String restart(String boot, long timestampMillis) {
    BootProgress first = state.boots.get(boot);
    first.restarts++;
    first.arrivalMillis = state.arrivalMillis;
    return restarted(boot, first.restarts);
  }

  private static String restarted(String boot, int restart) {
    return boot + '\u0000' + restart;
  }

  boolean isRepeat(String boot, long sequence) {
    BootProgress progress = state.boots.get(boot);
    return progress != null && sequence <= progress.newest && gapOf(boot, sequence) < 0;
  }

  /**
   * Enters a message that is no repeat.
   *
   * @param before the sample before it in time; null where there is none
   * @param after the sample after it in time; null where there is none
   */
  void enter(Sample sample, Sample before, Sample after, MinuteElements out) {
    if (before == null) {
      becomeTheFirst(sample, out);
    }
    BootProgress progress = state.boots.get(sample.boot);
    int gap = gapOf(sample.boot, sample.sequence);
    if (gap >= 0) {
      split(gap, sample, out);
    } else if (progress == null) {
      openBefore(sample, before, out);
    } else {
      openUpTo(sample, before, progress, out);
    }
    advance(sample, progress);
    if (progress == null) {
      openAround(sample, before, after);
    }
    limit();
  }

  /** Opens what lies between the newest message of a boot so far and this one, if any. */
  private void openUpTo(Sample sample, Sample before, BootProgress progress, MinuteElements out) {
    if (sample.sequence > progress.newest + 1) {
      open(
          new SequenceGap(
              sample.boot,
              progress.newest + 1,
              sample.sequence - 1,
              stamp(before),
              sample.timestampMillis),
          out);
    }
  }

  private void advance(Sample sample, BootProgress progress) {
    long stamp = sample.timestampMillis;
    if (progress == null) {
      state.boots.put(
          sample.boot, new BootProgress(sample.sequence, stamp, state.arrivalMillis, stamp, 0));
      return;
    }
    progress.newest = Math.max(progress.newest, sample.sequence);
    progress.newestMillis = Math.max(progress.newestMillis, stamp);
    progress.arrivalMillis = state.arrivalMillis;
    progress.sinceMillis = Math.min(progress.sinceMillis, stamp);
  }

  /** Enters the number that follows on the newest of its boot, with the newest stamp. */
  void enterNext(BootProgress progress, long timestampMillis) {
    progress.newest++;
    progress.newestMillis = timestampMillis;
    progress.arrivalMillis = state.arrivalMillis;
  }

  /**
   * Closes what lies before the horizon: nothing of it is taken any more.
   *
   * @return whether a gap was closed
   */
  boolean expire(long horizonMillis) {
    boolean isClosed =
        !state.gaps.isEmpty() && state.gaps.removeIf(gap -> gap.beforeMillis() < horizonMillis);
    if (state.boots.size() > 1) {
      state
          .boots
          .entrySet()
          .removeIf(
              entry ->
                  entry.getValue().arrivalMillis < horizonMillis
                      && state.gaps.stream().noneMatch(gap -> gap.boot().equals(entry.getKey())));
    }
    return isClosed;
  }

  /** A device that numbers wildly must not make its account grow: the oldest are given up. */
  private void limit() {
    while (state.gaps.size() > MOST_GAPS) {
      int oldest = 0;
      for (int index = 1; index < state.gaps.size(); index++) {
        if (state.gaps.get(index).beforeMillis() < state.gaps.get(oldest).beforeMillis()) {
          oldest = index;
        }
      }
      state.gaps.remove(oldest);
    }
    while (state.boots.size() > MOST_BOOTS) {
      String oldest = null;
      for (Map.Entry<String, BootProgress> boot : state.boots.entrySet()) {
        if (oldest == null || isOlder(boot.getKey(), boot.getValue(), oldest)) {
          oldest = boot.getKey();
        }
      }
      state.boots.remove(oldest);
    }
  }

  private boolean isOlder(String boot, BootProgress progress, String other) {
    int byArrival = Long.compare(progress.arrivalMillis, state.boots.get(other).arrivalMillis);
    return byArrival < 0 || (byArrival == 0 && boot.compareTo(other) < 0);
  }

  /** What was thought to have nothing before it now has. */
  private void becomeTheFirst(Sample sample, MinuteElements out) {
    boolean hadFirst = state.gaps.removeIf(SequenceGap::isBeforeTheFirst);
    if (hadFirst || state.boots.isEmpty()) {
      state.gaps.add(SequenceGap.beforeTheFirst(sample));
    }
    for (int index = 0; index < state.gaps.size(); index++) {
      SequenceGap gap = state.gaps.get(index);
      if (gap.afterMillis() == SequenceGap.NOTHING_BEFORE
          && !gap.isBeforeTheFirst()
          && !gap.boot().equals(sample.boot)) {
        SequenceGap bounded =
            new SequenceGap(
                gap.boot(), gap.first(), gap.last(), sample.timestampMillis, gap.beforeMillis());
        state.gaps.set(index, bounded);
        out.add(Minutes.of(gap.beforeMillis()), Element.SEQUENCE_GAPS, bounded.missing());
      }
    }
  }

  private void split(int index, Sample sample, MinuteElements out) {
    SequenceGap gap = state.gaps.remove(index);
    out.add(Minutes.of(gap.beforeMillis()), Element.SEQUENCE_GAPS, -gap.missing());
    if (sample.sequence > gap.first()) {
      open(
          new SequenceGap(
              gap.boot(),
              gap.first(),
              sample.sequence - 1,
              gap.afterMillis(),
              sample.timestampMillis),
          out);
    }
    if (sample.sequence < gap.last()) {
      open(
          new SequenceGap(
              gap.boot(),
              sample.sequence + 1,
              gap.last(),
              sample.timestampMillis,
              gap.beforeMillis()),
          out);
    }
  }

  /** A boot's first message: what came before it in the boot, should its number say so. */
  private void openBefore(Sample sample, Sample before, MinuteElements out) {
    if (sample.sequence > 0) {
      open(
          new SequenceGap(
              sample.boot,
              0,
              sample.sequence - 1,
              before == null ? SequenceGap.NOTHING_BEFORE : before.timestampMillis,
              sample.timestampMillis),
          out);
    }
  }

  /** The end of a boot may be missing where another boot's message stands next to it in time. */
  private void openAround(Sample sample, Sample before, Sample after) {
    if (before != null && !before.boot.equals(sample.boot)) {
      openEnd(before, sample.timestampMillis);
    }
    if (after != null && !after.boot.equals(sample.boot)) {
      state.gaps.add(
          new SequenceGap(
              sample.boot,
              sample.sequence + 1,
              SequenceGap.OPEN,
              sample.timestampMillis,
              after.timestampMillis));
    }
  }

  private void openEnd(Sample lastOfBoot, long beforeMillis) {
    BootProgress progress = state.boots.get(lastOfBoot.boot);
    boolean isOpen =
        state.gaps.stream()
            .anyMatch(gap -> gap.boot().equals(lastOfBoot.boot) && gap.last() == SequenceGap.OPEN);
    if (progress != null && !isOpen) {
      state.gaps.add(
          new SequenceGap(
              lastOfBoot.boot,
              progress.newest + 1,
              SequenceGap.OPEN,
              lastOfBoot.timestampMillis,
              beforeMillis));
    }
  }

  private void open(SequenceGap gap, MinuteElements out) {
    state.gaps.add(gap);
    out.add(Minutes.of(gap.beforeMillis()), Element.SEQUENCE_GAPS, gap.missing());
  }

  private int gapOf(String boot, long sequence) {
    for (int index = 0; index < state.gaps.size(); index++) {
      if (state.gaps.get(index).contains(boot, sequence)) {
        return index;
      }
    }
    return -1;
  }

  private static long stamp(Sample sample) {
    return sample == null ? SequenceGap.NOTHING_BEFORE : sample.timestampMillis;
  }
}

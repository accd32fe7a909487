package hk.innopark.jobs.account;

import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.element.Element;

/**
 * Which messages of a machine have come, by boot and sequence number. A repeat is exactly one that
 * came before; a gap stays open until it is filled or its time is past the lateness horizon.
 */
final class SequenceBook {
  private final AccountState state;

  SequenceBook(AccountState state) {
    this.state = state;
  }

  boolean isRepeat(String boot, long sequence) {
    BootProgress progress = state.boots.get(boot);
    return progress != null && sequence <= progress.newest() && gapOf(boot, sequence) < 0;
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
  }

  /**
   * Enters the number of a message that is refused: it has come, and nothing is to be waited for.
   *
   * @param before the sample before it in time; null where there is none
   */
  void refuse(Sample sample, Sample before, MinuteElements out) {
    String boot = sample.boot;
    long sequence = sample.sequence;
    BootProgress progress = state.boots.get(boot);
    int index = gapOf(boot, sequence);
    if (index >= 0) {
      SequenceGap gap = state.gaps.remove(index);
      out.add(Minutes.of(gap.beforeMillis()), Element.SEQUENCE_GAPS, -gap.missing());
      openPart(gap, gap.first(), sequence - 1, out);
      openPart(gap, sequence + 1, gap.last(), out);
    } else if (progress != null) {
      openUpTo(sample, before, progress, out);
    }
    advance(sample, progress);
  }

  /** Opens what lies between the newest message of a boot so far and this one, if any. */
  private void openUpTo(Sample sample, Sample before, BootProgress progress, MinuteElements out) {
    if (sample.sequence > progress.newest() + 1) {
      open(
          new SequenceGap(
              sample.boot,
              progress.newest() + 1,
              sample.sequence - 1,
              stamp(before),
              sample.timestampMillis),
          out);
    }
  }

  private void advance(Sample sample, BootProgress progress) {
    long newest = progress == null ? sample.sequence : Math.max(progress.newest(), sample.sequence);
    state.boots.put(sample.boot, new BootProgress(newest, state.arrivalMillis));
  }

  private void openPart(SequenceGap gap, long first, long last, MinuteElements out) {
    if (first <= last) {
      open(new SequenceGap(gap.boot(), first, last, gap.afterMillis(), gap.beforeMillis()), out);
    }
  }

  /** Closes what lies before the horizon: nothing of it is taken any more. */
  void expire(long horizonMillis) {
    state.gaps.removeIf(gap -> gap.beforeMillis() < horizonMillis);
    if (state.boots.size() > 1) {
      state
          .boots
          .entrySet()
          .removeIf(
              entry ->
                  entry.getValue().arrivalMillis() < horizonMillis
                      && state.gaps.stream().noneMatch(gap -> gap.boot().equals(entry.getKey())));
    }
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
              progress.newest() + 1,
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

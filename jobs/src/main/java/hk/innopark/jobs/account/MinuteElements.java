package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Element;

/** Takes what belongs to a minute. */
@FunctionalInterface
interface MinuteElements {
  void add(long minuteMillis, Element element, long amount);

  /** The same with every amount's sign turned. */
  default MinuteElements negated() {
    return (minute, element, amount) -> add(minute, element, -amount);
  }
}

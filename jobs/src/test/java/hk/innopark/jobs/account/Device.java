package hk.innopark.jobs.account;

import hk.innopark.jobs.account.MachineAccount.Outcome;

/**
 * A device that numbers its messages. Times are seconds after {@link #START}, which is the first
 * moment of a minute.
 */
final class Device {
  static final long START = History.START;

  private final AccountBook book;
  private String boot = "b1";
  private long sequence;

  Device(AccountBook book) {
    this.book = book;
  }

  static long at(double second) {
    return START + Math.round(second * 1000);
  }

  /** Sends a message that arrives at once. */
  Outcome sends(double second, String signals) {
    return sends(second, signals, "");
  }

  /** Sends a message with more members in its envelope, that arrives at once. */
  Outcome sends(double second, String signals, String envelope) {
    return arrives(sequence++, second, second, signals, envelope);
  }

  /** A message with its own number that arrives late. */
  Outcome delivers(long number, double second, double arrivalSecond, String signals) {
    return arrives(number, second, arrivalSecond, signals, "");
  }

  /** Messages that are not sent, or not yet. */
  void withholds(int messages) {
    sequence += messages;
  }

  void restarts() {
    boot = "b" + (Integer.parseInt(boot.substring(1)) + 1);
    sequence = 0;
  }

  private Outcome arrives(
      long number, double second, double arrivalSecond, String signals, String envelope) {
    return book.accept(Readings.at(at(second), at(arrivalSecond), boot, number, signals, envelope));
  }

  static String state(String name) {
    return "\"state\":\"" + name + "\"";
  }

  static String energy(String kwh) {
    return "\"active_energy_kwh\":" + kwh;
  }
}

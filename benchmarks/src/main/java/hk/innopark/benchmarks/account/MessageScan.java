package hk.innopark.benchmarks.account;

/**
 * Reads the workload's messages byte by byte, and only them: members are told apart by their
 * lengths, nothing is checked that need not be.
 */
public final class MessageScan {
  private static final long NANO = 1_000_000_000L;
  private static final long[] SCALE = {
    1_000_000_000L, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  long stampMillis;
  private long sequence;

  /** Running, idle, setup, down, off. */
  int state;

  /** Of {@link #reason}: breakdown, material, starved, cleaning. */
  int reason;

  long good;
  long reject;
  long activeNanoKwh;
  long reactiveNanoKvarh;
  long powerNanoKw;

  private byte[] bytes;
  private int at;

  /** Reads one; returns the sum of its stamp and sequence number. */
  public long read(byte[] payload) {
    bytes = payload;
    at = 1;
    envelope();
    return stampMillis + sequence;
  }

  private void envelope() {
    do {
      int start = ++at;
      int length = name();
      switch (length) {
        case 2 -> stampMillis = integer();
        case 3 -> sequence = integer();
        case 7 -> {
          if (bytes[start] == 's') {
            at++;
            signals();
          } else {
            text();
          }
        }
        case 6 -> {
          byte second = bytes[at + 2];
          reason = second == 'r' ? 0 : second == 'a' ? 1 : second == 't' ? 2 : 3;
          text();
        }
        default -> text();
      }
    } while (bytes[at++] != '}');
  }

  private void signals() {
    do {
      at++;
      switch (name()) {
        case 5 -> {
          byte first = bytes[at + 1];
          state = first == 'R' ? 0 : first == 'I' ? 1 : first == 'S' ? 2 : first == 'D' ? 3 : 4;
          text();
        }
        case 10 -> good = integer();
        case 12 -> reject = integer();
        case 17 -> activeNanoKwh = decimal();
        case 21 -> reactiveNanoKvarh = decimal();
        case 15 -> powerNanoKw = decimal();
        default -> decimal();
      }
    } while (bytes[at++] != '}');
  }

  /** Passes over a name and its colon; returns the name's length. */
  private int name() {
    int start = at;
    while (bytes[at] != '"') {
      at++;
    }
    int length = at - start;
    at += 2;
    return length;
  }

  private void text() {
    at++;
    while (bytes[at] != '"') {
      at++;
    }
    at++;
  }

  private long integer() {
    long value = 0;
    byte digit;
    while ((digit = bytes[at]) >= '0' && digit <= '9') {
      value = value * 10 + digit - '0';
      at++;
    }
    return value;
  }

  private long decimal() {
    long whole = integer() * NANO;
    if (bytes[at] != '.') {
      return whole;
    }
    int start = ++at;
    long fraction = integer();
    return whole + fraction * SCALE[at - start];
  }
}

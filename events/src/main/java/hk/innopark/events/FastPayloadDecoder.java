package hk.innopark.events;

import java.util.Arrays;
import java.util.List;

/**
 * Reads the ordinary shape of message straight from its bytes, without a tree and without new
 * strings. It never refuses a message and never passes a value over: of whatever is not ordinary –
 * an unknown member, an escape, an exponent, a value out of range, anything wrong – it says only
 * that, and {@link EnvelopeReader} judges. Not thread-safe.
 */
public final class FastPayloadDecoder {
  private static final int TS = 0;
  private static final int BOOT = 1;
  private static final int SEQ = 2;
  private static final int SIGNALS = 3;
  private static final int PRODUCT = 4;
  private static final int ORDER = 5;
  private static final int REASON = 6;
  private static final int ORIGIN = 7;
  private static final int REQUIRED = 1 << TS | 1 << BOOT | 1 << SEQ | 1 << SIGNALS;

  private static final NameTable MEMBERS =
      new NameTable(
          List.of("ts", "boot", "seq", "signals", "product", "order", "reason", "origin"));
  private static final Signal[] ALL_SIGNALS = Signal.values();
  private static final NameTable SIGNAL_NAMES =
      new NameTable(Arrays.stream(ALL_SIGNALS).map(Signal::wireName).toList());
  private static final MachineState[] ALL_STATES = MachineState.values();
  private static final NameTable STATE_NAMES =
      new NameTable(Arrays.stream(ALL_STATES).map(MachineState::name).toList());
  private static final DowntimeReason[] ALL_REASONS = DowntimeReason.values();
  private static final NameTable REASON_NAMES =
      new NameTable(Arrays.stream(ALL_REASONS).map(DowntimeReason::wireName).toList());

  private final NameReader members = new NameReader(MEMBERS);
  private final NameReader signals = new NameReader(SIGNAL_NAMES);
  private final NameReader states = new NameReader(STATE_NAMES);
  private final NameReader reasons = new NameReader(REASON_NAMES);
  private final TextCache ids = new TextCache("", Ids::isValid);
  private final TextCache origins = new TextCache(Reading.SIMULATED_PREFIX, Ids::isValid);
  private final TextCache texts = new TextCache("", FastPayloadDecoder::isFreeText);
  private final SignalNumber number = new SignalNumber();

  private byte[] bytes;
  private int at;

  private int seen;
  private long timestampMillis;
  private String boot;
  private long sequence;
  private MachineState state;
  private DowntimeReason reason;
  private String reasonText;
  private String product;
  private String order;
  private String origin;
  private int named;
  private int present;
  private final long[] values = new long[ALL_SIGNALS.length];

  /** Whether the payload is an ordinary message, whose members are then here to be taken. */
  public boolean read(byte[] payload) {
    bytes = payload;
    at = 0;
    seen = 0;
    state = null;
    reason = null;
    reasonText = null;
    product = null;
    order = null;
    origin = Reading.REAL;
    named = 0;
    present = 0;
    return readEnvelope() && isAtEnd();
  }

  /** Of what was read. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** What was read, as a reading of a machine. */
  public Reading reading(MachineId machine, long receivedAtMillis, MessageDigestSum digest) {
    return new Reading(
        machine,
        origin,
        timestampMillis,
        receivedAtMillis,
        boot,
        sequence,
        state,
        reason,
        reasonText,
        product,
        order,
        SignalValues.compact(present, values),
        0,
        0,
        0,
        digest);
  }

  private boolean readEnvelope() {
    if (!take('{')) {
      return false;
    }
    members.begin();
    do {
      int member = name(members);
      if (member < 0 || (seen & 1 << member) != 0 || !take(':') || !readMember(member)) {
        return false;
      }
      seen |= 1 << member;
    } while (take(','));
    return take('}') && (seen & REQUIRED) == REQUIRED;
  }

  private boolean readMember(int member) {
    return switch (member) {
      case TS -> (timestampMillis = wholeNumber()) != SignalNumber.NONE;
      case SEQ -> (sequence = wholeNumber()) != SignalNumber.NONE;
      case SIGNALS -> readSignals();
      case BOOT -> (boot = text(ids)) != null;
      case PRODUCT -> (product = text(texts)) != null;
      case ORDER -> (order = text(texts)) != null;
      case ORIGIN -> (origin = text(origins)) != null;
      case REASON -> readReason();
      default -> false;
    };
  }

  private boolean readReason() {
    int from = at;
    int index = name(reasons);
    if (index >= 0) {
      reason = ALL_REASONS[index];
      return true;
    }
    at = from;
    String text = text(texts);
    if (text == null) {
      return false;
    }
    reason = DowntimeReason.ofText(text);
    reasonText = reason.unlisted(text);
    return true;
  }

  /** What a backslash in it would mean is left to the parser. */
  private static boolean isFreeText(String text) {
    return text.indexOf('\\') < 0 && FreeText.isClean(text);
  }

  private boolean readSignals() {
    if (!take('{')) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    signals.begin();
    do {
      int signal = name(signals);
      if (signal < 0 || (named & 1 << signal) != 0 || !take(':')) {
        return false;
      }
      named |= 1 << signal;
      if (!readValue(signal)) {
        return false;
      }
    } while (take(','));
    return take('}');
  }

  private boolean readValue(int signal) {
    skipSpace();
    if (at < bytes.length && bytes[at] == 'n') {
      return takeNull();
    }
    return signal == Signal.STATE.ordinal() ? readState() : readNumber(signal);
  }

  private boolean takeNull() {
    boolean isNull =
        at + 4 <= bytes.length
            && bytes[at + 1] == 'u'
            && bytes[at + 2] == 'l'
            && bytes[at + 3] == 'l';
    at += 4;
    return isNull;
  }

  private boolean readState() {
    int index = name(states);
    state = index < 0 ? null : ALL_STATES[index];
    return index >= 0;
  }

  private boolean readNumber(int signal) {
    at = number.read(bytes, at, ALL_SIGNALS[signal]);
    values[signal] = number.value();
    present |= 1 << signal;
    return at >= 0;
  }

  private long wholeNumber() {
    skipSpace();
    at = number.readWhole(bytes, at);
    return at < 0 ? SignalNumber.NONE : number.value();
  }

  /** The index of the quoted name that follows; negative where it is none of them. */
  private int name(NameReader names) {
    skipSpace();
    int index = names.read(bytes, at);
    at = names.end();
    return index;
  }

  private String text(TextCache cache) {
    int from = quotedText();
    return from < 0 ? null : cache.find(bytes, from, at - 1);
  }

  /** Passes over a quoted text and tells where its content begins; negative where there is none. */
  private int quotedText() {
    if (!take('"')) {
      return -1;
    }
    int from = at;
    byte[] text = bytes;
    // an escaped quote ends it too early, after a backslash, which no text of a cache holds
    for (int i = from; i < text.length; i++) {
      if (text[i] == '"') {
        at = i + 1;
        return from;
      }
    }
    return -1;
  }

  private boolean take(char expected) {
    if (at < bytes.length && bytes[at] == expected) {
      at++;
      return true;
    }
    return takeAfterSpace(expected);
  }

  private boolean takeAfterSpace(char expected) {
    skipSpace();
    if (at >= bytes.length || bytes[at] != expected) {
      return false;
    }
    at++;
    return true;
  }

  private boolean isAtEnd() {
    skipSpace();
    return at == bytes.length;
  }

  private void skipSpace() {
    byte[] text = bytes;
    int i = at;
    while (i < text.length
        && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')) {
      i++;
    }
    at = i;
  }
}

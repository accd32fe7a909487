package hk.innopark.jobs.account;

import hk.innopark.events.Reading;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** An account and the sum of all that it has emitted, for tests. */
final class AccountBook {
  private final MachineHistory machine;
  private final AccountConfig config;
  private AccountState state = new AccountState();
  private final boolean isSlow;
  private MachineAccount account;
  private final TreeMap<Long, Elements> minutes = new TreeMap<>();
  private final TreeMap<Long, StopPiece> stops = new TreeMap<>();
  private final TreeMap<String, OrderSums.OrderSum> orders = new TreeMap<>();

  AccountBook(MachineReference machine) {
    this(machine, AccountConfig.DEFAULT);
  }

  AccountBook(MachineReference machine, AccountConfig config) {
    this(MachineHistory.of(machine), config);
  }

  AccountBook(MachineHistory machine, AccountConfig config) {
    this(machine, config, false);
  }

  /** An account that takes every reading the long way, as the truth to which the other is held. */
  static AccountBook slow(MachineHistory machine) {
    return new AccountBook(machine, AccountConfig.DEFAULT, true);
  }

  private AccountBook(MachineHistory machine, AccountConfig config, boolean isSlow) {
    this.isSlow = isSlow;
    this.machine = machine;
    this.config = config;
    open();
  }

  Outcome accept(Reading reading) {
    return account.accept(reading);
  }

  Outcome annotate(ReasonNames.Word word, long receivedAtMillis) {
    return account.annotate(word, receivedAtMillis);
  }

  /** The stops as they were said: the newest row of each begin. */
  SortedMap<Long, StopPiece> stops() {
    account.end();
    return stops;
  }

  /** What was said of orders: the newest of each order, product and day. */
  SortedMap<String, OrderSums.OrderSum> orders() {
    account.end();
    return orders;
  }

  StopTimes stopTimes() {
    return state.stops;
  }

  void advanceTo(long millis) {
    account.advanceTo(millis);
  }

  /** Writes the state to bytes and goes on from them, as after a restart. */
  void restart() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    AccountStateSerializer.INSTANCE.serialize(state, out);
    state =
        AccountStateSerializer.INSTANCE.deserialize(
            new DataInputDeserializer(out.getCopyOfBuffer()));
    open();
  }

  void expectFrom(long millis) {
    account.expectFrom(millis);
  }

  int bytes() throws Exception {
    account.drain();
    DataOutputSerializer out = new DataOutputSerializer(1024);
    AccountStateSerializer.INSTANCE.serialize(state, out);
    return out.length();
  }

  int samplesHeld() {
    return state.samples.size();
  }

  int gapsOpen() {
    return state.gaps.size();
  }

  /** The sums by minute, without minutes that came to nothing. */
  SortedMap<Long, Elements> minutes() {
    account.drain();
    minutes.values().removeIf(Elements::isZero);
    return minutes;
  }

  /** What an element of one minute came to. */
  long at(long minuteMillis, Element element) {
    Elements elements = minutes().get(minuteMillis);
    return elements == null ? 0 : elements.get(element);
  }

  long nextSilenceMillis() {
    return account.nextSilenceMillis();
  }

  long total(Element element) {
    return minutes().values().stream().mapToLong(elements -> elements.get(element)).sum();
  }

  private void open() {
    account =
        new MachineAccount(
            machine,
            state,
            config,
            (minute, slot, elements) ->
                minutes.computeIfAbsent(minute, ignored -> new Elements()).add(elements));
    account.sayingStops(
        piece -> {
          if (piece.isGone()) {
            stops.remove(piece.fromMillis());
          } else {
            stops.put(piece.fromMillis(), piece);
          }
        });
    account.sayingOrders(
        sum ->
            orders.put(
                sum.order + ' ' + sum.product + ' ' + sum.day.date(),
                sum.plus(new OrderSums.OrderSum(sum.order, sum.product, sum.day))));
    if (isSlow) {
      account.slowly();
    }
  }
}

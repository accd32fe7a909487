package hk.innopark.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A keyed function or operator under test, which can be restarted from its own snapshot. */
public class KeyedOperator<I, O> implements AutoCloseable {
  /** Takes something at a time. */
  @FunctionalInterface
  private interface Input<T> {
    void take(T value, long timestamp) throws Exception;
  }

  /** Takes a watermark. */
  @FunctionalInterface
  private interface Clock {
    void moveTo(long millis) throws Exception;
  }

  /** A new operator, which is not yet open. */
  private record Harness<I, O>(
      AbstractStreamOperatorTestHarness<O> operator, Input<I> input, Clock clock) {}

  /** Makes a new operator. */
  @FunctionalInterface
  private interface Maker<I, O> {
    Harness<I, O> make() throws Exception;
  }

  private final Maker<I, O> maker;
  private final StateBackend backend;
  private final List<O> output = new ArrayList<>();
  private int watermarks;
  private final Map<String, List<Object>> sideOutputs = new HashMap<>();

  /** All operators that there were, for what they put out beside their output. */
  private final List<AbstractStreamOperatorTestHarness<O>> operators = new ArrayList<>();

  private Harness<I, O> harness;
  private long checkpoint;

  private KeyedOperator(Maker<I, O> maker, StateBackend backend) throws Exception {
    this.maker = maker;
    this.backend = backend;
    start(null);
  }

  public static <I, O> KeyedOperator<I, O> open(
      Supplier<? extends KeyedProcessFunction<String, I, O>> function, KeySelector<I, String> key)
      throws Exception {
    return open(function, key, new HashMapStateBackend());
  }

  public static <I, O> KeyedOperator<I, O> open(
      Supplier<? extends KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      StateBackend backend)
      throws Exception {
    return ofOperator(() -> new KeyedProcessOperator<>(function.get()), key, backend);
  }

  /** An operator with one input. */
  public static <I, O> KeyedOperator<I, O> ofOperator(
      Supplier<? extends OneInputStreamOperator<I, O>> operator,
      KeySelector<I, String> key,
      StateBackend backend)
      throws Exception {
    return new KeyedOperator<>(
        () -> {
          KeyedOneInputStreamOperatorTestHarness<String, I, O> made =
              new KeyedOneInputStreamOperatorTestHarness<>(operator.get(), key, Types.STRING);
          return new Harness<>(made, made::processElement, made::processWatermark);
        },
        backend);
  }

  /** An operator with two inputs. */
  public static <I, J, O> TwoInputs<I, J, O> ofOperator(
      Supplier<? extends TwoInputStreamOperator<I, J, O>> operator,
      KeySelector<I, String> key,
      KeySelector<J, String> secondKey,
      StateBackend backend)
      throws Exception {
    return new TwoInputs<>(operator, key, secondKey, backend);
  }

  /** The same of an operator with two inputs, whose watermarks move together. */
  public static final class TwoInputs<I, J, O> extends KeyedOperator<I, O> {
    private TwoInputs(
        Supplier<? extends TwoInputStreamOperator<I, J, O>> operator,
        KeySelector<I, String> key,
        KeySelector<J, String> secondKey,
        StateBackend backend)
        throws Exception {
      super(
          () -> {
            KeyedTwoInputStreamOperatorTestHarness<String, I, J, O> made =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                    operator.get(), key, secondKey, Types.STRING);
            return new Harness<>(
                made,
                made::processElement1,
                millis -> made.processBothWatermarks(new Watermark(millis)));
          },
          backend);
    }

    /** Sends to the second input. */
    @SuppressWarnings("unchecked") // it was made above
    public void sendSecond(J value, long timestamp) throws Exception {
      ((KeyedTwoInputStreamOperatorTestHarness<String, I, J, O>) running())
          .processElement2(value, timestamp);
    }
  }

  public void send(I value, long timestamp) throws Exception {
    harness.input.take(value, timestamp);
  }

  public void watermark(long millis) throws Exception {
    harness.clock.moveTo(millis);
  }

  /** Takes a snapshot, throws the operator away and goes on with a new one. */
  public void restart() throws Exception {
    OperatorSubtaskState snapshot = snapshot();
    collect();
    harness.operator.close();
    start(snapshot);
  }

  /** Takes a snapshot as a checkpoint does, and goes on. */
  public OperatorSubtaskState snapshot() throws Exception {
    harness.operator.prepareSnapshotPreBarrier(++checkpoint);
    return harness.operator.snapshot(checkpoint, checkpoint);
  }

  /** All that was put out so far, and forgets it. */
  public List<O> takeOutput() {
    collect();
    List<O> taken = new ArrayList<>(output);
    output.clear();
    return taken;
  }

  /** All that went to a side output so far. */
  @SuppressWarnings("unchecked") // a tag's id stands for its type
  public <X> List<X> sideOutput(OutputTag<X> tag) {
    List<X> all = (List<X>) sideOutputs.computeIfAbsent(tag.getId(), id -> new ArrayList<>());
    for (AbstractStreamOperatorTestHarness<O> operator : operators) {
      Queue<StreamRecord<X>> queue = operator.getSideOutput(tag);
      while (queue != null && !queue.isEmpty()) {
        all.add(queue.remove().getValue());
      }
    }
    return all;
  }

  /** All that went to a side output so far, and forgets it. */
  public <X> List<X> takeSideOutput(OutputTag<X> tag) {
    List<X> taken = new ArrayList<>(sideOutput(tag));
    sideOutputs.get(tag.getId()).clear();
    return taken;
  }

  /** How many values and maps are kept, over all keys; of books, at the last snapshot. */
  public int stateEntries() {
    return ((HeapKeyedStateBackend<?>) harness.operator.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  public int timers() {
    return harness.operator.numEventTimeTimers();
  }

  /** What an accumulator counted since the last start. */
  public long accumulator(String name) {
    return (Long)
        harness.operator.getOperator().getRuntimeContext().getAccumulator(name).getLocalValue();
  }

  @Override
  public void close() {
    try {
      harness.operator.close();
    } catch (Exception failed) {
      throw new IllegalStateException("the operator did not close", failed);
    }
  }

  private void start(OperatorSubtaskState snapshot) throws Exception {
    harness = maker.make();
    operators.add(harness.operator);
    AbstractStreamOperatorTestHarness<O> operator = harness.operator;
    operator.setStateBackend(backend);
    operator.setup();
    if (snapshot == null) {
      operator.initializeEmptyState();
    } else {
      operator.initializeState(snapshot);
    }
    operator.open();
  }

  /** How often time moved on for whoever follows. */
  public int watermarks() {
    collect();
    return watermarks;
  }

  private void collect() {
    output.addAll(harness.operator.extractOutputValues());
    for (Object element : harness.operator.getOutput()) {
      watermarks += element instanceof Watermark ? 1 : 0;
    }
    harness.operator.getOutput().clear();
  }

  AbstractStreamOperatorTestHarness<O> running() {
    return harness.operator;
  }
}

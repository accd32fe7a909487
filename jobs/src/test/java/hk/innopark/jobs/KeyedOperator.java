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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A keyed function under test, as one operator that can be restarted from its own snapshot. */
public final class KeyedOperator<I, O> implements AutoCloseable {
  private final Supplier<? extends KeyedProcessFunction<String, I, O>> function;
  private final KeySelector<I, String> key;
  private final StateBackend backend;
  private final List<O> output = new ArrayList<>();
  private final Map<String, List<Object>> sideOutputs = new HashMap<>();
  private KeyedOneInputStreamOperatorTestHarness<String, I, O> harness;
  private long checkpoint;

  private KeyedOperator(
      Supplier<? extends KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      StateBackend backend) {
    this.function = function;
    this.key = key;
    this.backend = backend;
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
    KeyedOperator<I, O> operator = new KeyedOperator<>(function, key, backend);
    operator.start(null);
    return operator;
  }

  public void send(I value, long timestamp) throws Exception {
    harness.processElement(value, timestamp);
  }

  public void watermark(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  /** Takes a snapshot, throws the operator away and goes on with a new one. */
  public void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(++checkpoint, checkpoint);
    collect();
    harness.close();
    start(snapshot);
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
    Queue<StreamRecord<X>> queue = harness.getSideOutput(tag);
    while (queue != null && !queue.isEmpty()) {
      all.add(queue.remove().getValue());
    }
    return all;
  }

  /** How many values and maps are kept, over all keys. */
  public int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  public int timers() {
    return harness.numEventTimeTimers();
  }

  /** What an accumulator counted since the last start. */
  public long accumulator(String name) {
    return (Long) harness.getOperator().getRuntimeContext().getAccumulator(name).getLocalValue();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception failed) {
      throw new IllegalStateException("the operator did not close", failed);
    }
  }

  private void start(OperatorSubtaskState snapshot) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function.get()), key, Types.STRING);
    harness.setStateBackend(backend);
    harness.setup();
    if (snapshot == null) {
      harness.initializeEmptyState();
    } else {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  private void collect() {
    output.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
  }
}

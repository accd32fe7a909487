package hk.innopark.benchmarks.account;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers of machines by the bytes of their keys. */
final class KeyTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final byte[][] keys;
  private final int[] slots;

  KeyTable(Workload workload) {
    keys = new byte[workload.machines()][];
    slots = new int[Integer.highestOneBit(workload.machines() * 4)];
    Arrays.fill(slots, -1);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = workload.key(i).getBytes(StandardCharsets.UTF_8);
      int slot = slotOf(keys[i]);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
  }

  /** The machine's number, or −1 where it is none's. */
  int find(byte[] key) {
    int slot = slotOf(key);
    while (slots[slot] >= 0) {
      if (Arrays.equals(keys[slots[slot]], key)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private int slotOf(byte[] key) {
    long hash = key.length;
    int i = 0;
    for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(key, i)) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    for (; i < key.length; i++) {
      hash = (hash ^ key[i]) * MULTIPLIER;
    }
    return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
  }
}

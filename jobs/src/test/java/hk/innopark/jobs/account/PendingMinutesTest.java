package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PendingMinutesTest {
  private static final Element[] ELEMENTS = Element.values();

  /** As a sorted map would have it, before and after bytes, a copy and being cleared. */
  @Property(tries = 100)
  void whatIsAddedComesBackInTheOrderOfTime(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 200) int additions) throws Exception {
    Random random = new Random(seed);
    PendingMinutes pending = new PendingMinutes();
    for (int round = 0; round < 3; round++) {
      TreeMap<Long, Elements> expected = new TreeMap<>();
      int minutes = 1 + random.nextInt(40);
      for (int index = 0; index < additions; index++) {
        long minute = 60_000L * (random.nextInt(minutes) - 5);
        Element element = ELEMENTS[random.nextInt(ELEMENTS.length)];
        long amount = random.nextLong(-4, 5);
        pending.add(minute, element, amount);
        expected.computeIfAbsent(minute, ignored -> new Elements()).add(element, amount);
      }
      expected.values().removeIf(Elements::isZero);
      assertThat(content(pending)).isEqualTo(List.copyOf(expected.entrySet()));
      assertThat(content(pending.copy())).isEqualTo(content(pending));
      PendingMinutes read = new PendingMinutes();
      read.read(new DataInputDeserializer(bytes(pending)));
      assertThat(content(read)).isEqualTo(content(pending));
      pending = round == 0 ? pending : read;
      pending.clear();
      assertThat(pending.isEmpty()).isTrue();
      assertThat(content(pending)).isEmpty();
    }
  }

  @Test
  void anAmountBeyond64BitsIsLeftOutAndRememberedOnce() {
    PendingMinutes pending = new PendingMinutes();
    pending.add(0, Element.GOOD_ITEMS, Long.MAX_VALUE);
    assertThat(pending.takeOverflow()).isFalse();
    pending.add(0, Element.GOOD_ITEMS, 1);
    pending.add(0, Element.SCRAP_ITEMS, 1);
    assertThat(pending.takeOverflow()).isTrue();
    assertThat(pending.takeOverflow()).isFalse();
    assertThat(pending.of(0).get(Element.GOOD_ITEMS)).isEqualTo(Long.MAX_VALUE);
    assertThat(pending.of(0).get(Element.SCRAP_ITEMS)).isEqualTo(1);
  }

  private static List<Map.Entry<Long, Elements>> content(PendingMinutes pending) {
    List<Map.Entry<Long, Elements>> content = new ArrayList<>();
    pending.forEach(
        (minute, elements) -> {
          Elements copy = new Elements();
          copy.add(elements);
          content.add(Map.entry(minute, copy));
        });
    return content;
  }

  private static byte[] bytes(PendingMinutes pending) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    pending.write(out);
    return out.getCopyOfBuffer();
  }
}

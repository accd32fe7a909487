package hk.innopark.registry;

import hk.innopark.registry.model.RateBlock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Blocks of a rate, in the file: each ends above the one before. */
final class RateBlocks {
  private RateBlocks() {}

  /** What is refused is left out. */
  static List<RateBlock> read(Entry entry, String end, String rate) {
    List<RateBlock> blocks = new ArrayList<>();
    for (Entry item : entry.items()) {
      Mapping block = item.mapping();
      Entry upToEntry = block.required(end);
      BigDecimal upTo = upToEntry.positive();
      BigDecimal price = block.required(rate).notNegative();
      block.end();
      if (upTo != null && price != null) {
        if (!blocks.isEmpty() && upTo.compareTo(blocks.get(blocks.size() - 1).upTo()) <= 0) {
          upToEntry.refuse("does not end above the block before");
        }
        blocks.add(new RateBlock(upTo, price));
      }
    }
    return List.copyOf(blocks);
  }

  static Tree tree(RateBlock block, String end, String rate) {
    return new Tree().put(end, block.upTo()).put(rate, block.rate());
  }
}

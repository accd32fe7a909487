package hk.innopark.registry;

import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Criterion;
import hk.innopark.registry.model.Declaration;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Random commitments, and what they are judged by. */
final class RandomCommitments {
  private final Random random;
  private final RandomValues values;

  RandomCommitments(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  Baseline baseline(String tenant) {
    boolean weather = random.nextBoolean();
    return new Baseline(
        values.id(),
        tenant,
        null,
        values.date().withDayOfMonth(1),
        values.decimal().negate(),
        values.decimal(),
        weather ? values.decimal() : BigDecimal.ZERO,
        weather ? values.decimal() : null,
        new BigDecimal("0.75"),
        10 + random.nextInt(1000),
        values.text());
  }

  Commitment commitment(String tenant) {
    BigDecimal baseline = values.decimal();
    return new Commitment(
        values.id(),
        tenant,
        "throughput.oee",
        baseline,
        baseline.add(BigDecimal.ONE),
        values.date(),
        Decimals.canonical(BigDecimal.valueOf(random.nextInt(101), 2)),
        values.pick(List.of(Commitment.Over.values())),
        random.nextBoolean() ? null : "2025",
        random.nextBoolean() ? null : values.text(),
        random.nextBoolean() ? Commitment.FIRST_METHOD : values.text());
  }

  Certificate certificate(String tenant) {
    return new Certificate(
        // an id is used once, for ever, and so not again by the next sample
        "c-" + Long.toHexString(random.nextLong()),
        tenant,
        values.text(),
        values.decimal(),
        2020 + random.nextInt(9),
        random.nextBoolean() ? "2026" : "2026-11",
        values.text());
  }

  Criterion criterion() {
    return new Criterion(
        values.id(),
        1 + random.nextInt(8),
        random.nextBoolean() ? "energy.kwh_per_good" : "capex_hkd",
        random.nextBoolean() ? null : values.decimal(),
        random.nextBoolean() ? null : values.decimal().negate(),
        values.decimal(),
        values.text());
  }

  Declaration declaration(String tenant) {
    return new Declaration(
        tenant,
        1 + random.nextInt(8),
        values.id(),
        random.nextBoolean() ? "2026" : "2026-0" + (1 + random.nextInt(9)),
        values.decimal().negate(),
        values.text());
  }
}

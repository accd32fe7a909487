package hk.innopark.console.pack;

import hk.innopark.events.text.Texts;

/** Words that several sections of a report use. */
final class ReportWords {
  private final Evidence evidence;
  private final Texts texts;
  private final FigureNames names;

  ReportWords(Evidence evidence, Texts texts) {
    this.evidence = evidence;
    this.texts = texts;
    this.names = new FigureNames(texts);
  }

  Texts texts() {
    return texts;
  }

  FigureNames names() {
    return names;
  }

  /** What verification says of the chain. */
  String verified() {
    return evidence
        .chain()
        .firstFault()
        .map(fault -> texts.get("pack.broken", fault.seq(), fault.detail()))
        .orElseGet(() -> texts.get("pack.holds", evidence.chain().rows()));
  }

  /** A verdict's name in the ledger as people read it. */
  String verdict(String verdict) {
    return verdict.equals("not_judged")
        ? texts.get("pack.not_judged")
        : texts.get("verdict." + verdict);
  }

  String percent(Double share) {
    return share == null ? "–" : names.withUnit("coverage", share);
  }
}

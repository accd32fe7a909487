package hk.innopark.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedReasonTest {
  private static final Texts CHINESE = Texts.of(Language.TRADITIONAL_CHINESE);

  @ParameterizedTest
  @CsvSource({
    "the figure has no value in this period, 該期間沒有此數值",
    "no sample was expected in this period, 該期間沒有應收的樣本",
    "an emission factor is missing: see factor_ids, 欠缺排放因子",
    "coverage 0.7250 is below 0.95, 覆蓋率 72.5 % 低於 95 %"
  })
  void what_the_job_records_is_said_in_the_language_of_the_page(String recorded, String shown) {
    assertThat(RecordedReason.in(CHINESE, recorded)).isEqualTo(shown);
  }

  @Test
  void what_is_not_known_stays_as_it_was_recorded() {
    assertThat(RecordedReason.in(CHINESE, "something else")).isEqualTo("something else");
    assertThat(RecordedReason.in(CHINESE, null)).isNull();
  }
}

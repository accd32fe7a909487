package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRouteTest {
  @ParameterizedTest
  @CsvSource({
    "innopark/tai-po/noodle/line-1/oven-1, tai-po/noodle/line-1/oven-1",
    "innopark/a.b/c_d/E-f/0, a.b/c_d/E-f/0",
    "spBv1.0/tai-po.noodle/NBIRTH/line-1, tai-po.noodle/line-1",
    "spBv1.0/tai-po.noodle/NDATA/line-1, tai-po.noodle/line-1",
    "spBv1.0/tai-po.noodle/NDEATH/line-1, tai-po.noodle/line-1",
    "spBv1.0/tai-po.noodle/DBIRTH/line-1/oven-1, tai-po.noodle/line-1",
    "spBv1.0/tai-po.noodle/DDATA/line-1/oven-2, tai-po.noodle/line-1",
    "spBv1.0/tai-po.noodle/DDEATH/line-1/oven-1, tai-po.noodle/line-1",
  })
  void keysAMachineOrAnEdgeNode(String topic, String key) {
    assertThat(TopicRoute.key(topic)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "innopark",
        "innopark/",
        "innopark/tai-po/noodle/line-1",
        "innopark/tai-po/noodle/line-1/oven-1/",
        "innopark/tai-po/noodle/line-1/oven-1/more",
        "innopark/tai-po//line-1/oven-1",
        "innopark/tai-po/noodle/line 1/oven-1",
        "innopark/tai-po/noodle/line-1/oven=1",
        "innopark/tai-po/noodle/line-1/о",
        "Innopark/tai-po/noodle/line-1/oven-1",
        "spBv1.0/tai-po.noodle/NDATA",
        "spBv1.0/tai-po.noodle/NDATA/line-1/oven-1",
        "spBv1.0/tai-po.noodle/DDATA/line-1",
        "spBv1.0/tai-po.noodle/DDATA/line-1/",
        "spBv1.0/tai-po.noodle/NCMD/line-1",
        "spBv1.0/tai-po.noodle/NDATA/li+ne",
        "spBv1.0/tai-po-noodle/NDATA/line-1",
        "spBv1.0/tai.po.noodle/NDATA/line-1",
        "spBv1.0/.noodle/NDATA/line-1",
        "spBv1.0/tai-po./NDATA/line-1",
        "spBv1.0/STATE/host",
      })
  void refusesAnyOtherForm(String topic) {
    assertThat(TopicRoute.key(topic)).isEmpty();
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    assertThat(TopicRoute.key("innopark/tai-po/noodle/line-1/" + "m".repeat(64))).isPresent();
    assertThat(TopicRoute.key("innopark/tai-po/noodle/line-1/" + "m".repeat(65))).isEmpty();
  }
}

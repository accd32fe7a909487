package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineBatchTest {

  @Test
  void anyRangeOfLinesCanBeTakenOut() {
    LineBatch batch = new LineBatch();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      batch.putAscii("line " + i);
      batch.endLine();
      all.append("line ").append(i).append('\n');
    }

    assertThat(batch.lines()).isEqualTo(5_000);
    assertThat(batch.size()).isEqualTo(all.length());
    assertThat(batch.text(0, 5_000)).isEqualTo(all.toString());
    assertThat(batch.text(17, 19)).isEqualTo("line 17\nline 18\n");
    assertThat(batch.size(17, 19)).isEqualTo(16);
  }

  @Test
  void aClearedBatchStartsAgain() {
    LineBatch batch = new LineBatch();
    batch.putAscii("old");
    batch.endLine();
    batch.clear();
    batch.putAscii("new");
    batch.endLine();

    assertThat(batch.lines()).isEqualTo(1);
    assertThat(batch.text(0, 1)).isEqualTo("new\n");
  }
}

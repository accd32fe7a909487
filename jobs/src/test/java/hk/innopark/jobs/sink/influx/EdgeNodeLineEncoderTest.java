package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeNodeLineEncoderTest {
  @Test
  void aNodeIsALine() {
    LineBatch batch = new LineBatch();
    EdgeNodeLineEncoder.status(node(true, 3, 2, Map.of()), batch);
    EdgeNodeLineEncoder.status(node(false, EdgeNodeStatus.NEVER, 0, Map.of()), batch);
    assertThat(batch.text(0, 2).lines())
        .containsExactly(
            "edge_nodes,estate=tai-po,line=line-1,tenant=acme"
                + " online=1,since_ms=1,born_ms=2,gap_ms=3,missing=2 4",
            "edge_nodes,estate=tai-po,line=line-1,tenant=acme"
                + " online=0,since_ms=1,born_ms=2,missing=0 4");
  }

  @Test
  void eachOfItsOwnMetricsIsALineByName() {
    LineBatch batch = new LineBatch();
    Map<String, String> metrics =
        Map.of(
            "a load", "-5",
            "b", "true",
            "c", "say \"7.1\"\n\\o/",
            "d", "",
            "e", "NaN",
            "f", "1-2");
    EdgeNodeLineEncoder.metrics(node(true, 3, 2, metrics), batch);
    String tags = "edge_node_metrics,estate=tai-po,line=line-1,metric=";
    assertThat(batch.text(0, batch.lines()).lines())
        .containsExactly(
            tags + "a\\ load,tenant=acme valid=1,value=-5.0 4",
            tags + "b,tenant=acme valid=1,value=1.0 4",
            tags + "c,tenant=acme valid=1,text=\"say \\\"7.1\\\" \\\\o/\" 4",
            tags + "d,tenant=acme valid=0 4",
            tags + "e,tenant=acme valid=1,text=\"NaN\" 4",
            tags + "f,tenant=acme valid=1,text=\"1-2\" 4");
  }

  private static EdgeNodeStatus node(
      boolean online, long gap, long missing, Map<String, String> metrics) {
    return new EdgeNodeStatus(
        "tai-po", "acme", "line-1", null, 4, online, 1, 2, gap, missing, metrics);
  }
}

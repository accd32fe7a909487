package hk.innopark.benchmarks.codec;

import java.util.List;
import picocli.CommandLine.Command;

/** Figures into line protocol, and to a server. */
@Command(
    name = "sink",
    description = "The encoder of line protocol beside influxdb-client-java's Point.",
    mixinStandardHelpOptions = true)
public final class SinkCommand extends CodecCommand {
  public SinkCommand() {
    super(
        "sink",
        "lines",
        List.of(
            List.of(CodecContestant.ENCODER, CodecContestant.POINT),
            List.of(
                CodecContestant.ENCODER_HTTP,
                CodecContestant.POINT_HTTP,
                CodecContestant.PRE_ENCODED_HTTP)));
  }
}

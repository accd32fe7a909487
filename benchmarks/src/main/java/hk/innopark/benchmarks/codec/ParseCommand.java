package hk.innopark.benchmarks.codec;

import java.util.List;
import picocli.CommandLine.Command;

/** Bytes of a message into a reading. */
@Command(
    name = "parse",
    description = "The strict decoder beside Jackson, fastjson2 and a scan of bytes.",
    mixinStandardHelpOptions = true)
public final class ParseCommand extends CodecCommand {
  public ParseCommand() {
    super(
        "parse",
        "messages",
        List.of(
            List.of(
                CodecContestant.DECODER,
                CodecContestant.JACKSON,
                CodecContestant.FASTJSON2,
                CodecContestant.SCAN,
                CodecContestant.DECODER_SHA256)));
  }
}

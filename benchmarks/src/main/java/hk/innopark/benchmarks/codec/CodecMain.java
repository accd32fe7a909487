package hk.innopark.benchmarks.codec;

import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.process.ProcessMeter;
import java.nio.file.Path;

/** One contestant in a Java of its own: {@code name operations result-file [url]}. */
final class CodecMain {
  private static final int WARM_UPS = 3;

  private CodecMain() {}

  public static void main(String[] arguments) throws Exception {
    String url = arguments.length > 3 ? arguments[3] : null;
    CodecContestant contestant = CodecContestant.valueOf(arguments[0]);
    long operations = Long.parseLong(arguments[1]);
    try (CodecWork work = contestant.open(url)) {
      // until compiled; the last of them is as long as what is measured
      for (int i = 0; i < WARM_UPS; i++) {
        work.run(operations);
      }
      ProcessMeter start = ProcessMeter.now();
      long checksum = work.run(operations);
      ProcessMeter used = ProcessMeter.now().since(start);
      JsonMapper.builder()
          .build()
          .writeValue(
              Path.of(arguments[2]).toFile(),
              new CodecRound(
                  contestant,
                  operations,
                  used.cpuSeconds() - used.compilerCpuSeconds(),
                  used.nanos() / 1e9,
                  checksum));
    }
    System.exit(0);
  }
}

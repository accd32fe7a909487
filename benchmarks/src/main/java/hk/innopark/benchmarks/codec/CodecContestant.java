package hk.innopark.benchmarks.codec;

import java.util.Locale;

/** Who takes part in {@code parse} and {@code sink}. */
enum CodecContestant {
  /** The project's decoder: strict, a whole reading, without the digest of the message. */
  DECODER,
  /** The same with SHA-256 of topic and payload, as the job does it. */
  DECODER_SHA256,
  JACKSON,
  FASTJSON2,
  /** Bytes of this one workload, nothing checked. */
  SCAN,
  /** The project's encoder of line protocol. */
  ENCODER,
  /** {@code Point} of influxdb-client-java. */
  POINT,
  /** The encoder, and the client's HTTP to a server that takes everything. */
  ENCODER_HTTP,
  POINT_HTTP,
  /** Bytes that were written before, and the same HTTP. */
  PRE_ENCODED_HTTP;

  CodecWork open(String url) {
    return switch (this) {
      case DECODER, DECODER_SHA256, JACKSON, FASTJSON2, SCAN -> new ParseWork(this);
      case ENCODER, POINT -> new EncodeWork(this, lines -> {});
      case ENCODER_HTTP, POINT_HTTP, PRE_ENCODED_HTTP -> HttpLines.work(this, url);
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '+');
  }
}

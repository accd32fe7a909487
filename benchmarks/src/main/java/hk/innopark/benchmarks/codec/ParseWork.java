package hk.innopark.benchmarks.codec;

import com.alibaba.fastjson2.JSON;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import hk.innopark.benchmarks.account.MessageScan;
import hk.innopark.benchmarks.account.Payloads;
import hk.innopark.benchmarks.account.PlainMessage;
import hk.innopark.events.DecodeResult;
import hk.innopark.events.FastPayloadDecoder;
import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.time.Duration;

/** Reads messages of the workload; the checksum is over their stamps and sequence numbers. */
final class ParseWork implements CodecWork {
  private static final int PAYLOADS = 20_000;
  private static final MachineId MACHINE = new MachineId("tai-po", "tenant", "line", "machine");

  /** Reads one message. */
  private interface Reader {
    long read(byte[] payload) throws IOException;
  }

  private final byte[][] payloads = Payloads.of(PAYLOADS);
  private final Reader reader;

  ParseWork(CodecContestant contestant) {
    this.reader = reader(contestant);
  }

  private static Reader reader(CodecContestant contestant) {
    return switch (contestant) {
      case DECODER -> {
        FastPayloadDecoder decoder = new FastPayloadDecoder();
        yield payload -> {
          if (!decoder.read(payload)) {
            throw new IOException("the decoder does not take a message");
          }
          var reading = decoder.reading(MACHINE, decoder.timestampMillis(), MessageDigestSum.ZERO);
          return reading.timestampMillis() + reading.sequence();
        };
      }
      case DECODER_SHA256 -> {
        PayloadDecoder decoder = new PayloadDecoder(Duration.ofDays(9_999), Duration.ofDays(9_999));
        yield payload ->
            decoder.decode(new RawMessage(Payloads.AT_MILLIS, MACHINE.topic(), payload))
                    instanceof DecodeResult.Accepted accepted
                ? accepted.reading().timestampMillis() + accepted.reading().sequence()
                : -1;
      }
      case JACKSON -> {
        ObjectReader jackson = new ObjectMapper().readerFor(PlainMessage.class);
        yield payload -> sum(jackson.readValue(payload));
      }
      case FASTJSON2 -> payload -> sum(JSON.parseObject(payload, PlainMessage.class));
      case SCAN -> {
        MessageScan scan = new MessageScan();
        yield scan::read;
      }
      default -> throw new IllegalArgumentException(contestant + " does not read");
    };
  }

  private static long sum(PlainMessage message) {
    return message.ts + message.seq;
  }

  @Override
  public long run(long operations) throws IOException {
    long checksum = 0;
    for (long i = 0; i < operations; i++) {
      checksum += reader.read(payloads[(int) (i % PAYLOADS)]);
    }
    return checksum;
  }
}

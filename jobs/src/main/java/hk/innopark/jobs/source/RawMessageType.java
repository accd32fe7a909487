package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link RawMessage} crosses the network: its bytes, and little else. */
public final class RawMessageType extends TypeInformation<RawMessage> {
  public static final RawMessageType INSTANCE = new RawMessageType();

  private static final long serialVersionUID = 1L;

  private RawMessageType() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<RawMessage> getTypeClass() {
    return RawMessage.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<RawMessage> createSerializer(SerializerConfig config) {
    return Serializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "RawMessage";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawMessageType;
  }

  @Override
  public int hashCode() {
    return RawMessageType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RawMessageType;
  }

  /** Time of receipt, topic in UTF-8, payload. */
  public static final class Serializer extends TypeSerializerSingleton<RawMessage> {
    public static final Serializer INSTANCE = new Serializer();

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public RawMessage createInstance() {
      return new RawMessage(0, "", NOTHING);
    }

    @Override
    public RawMessage copy(RawMessage from) {
      return from;
    }

    @Override
    public RawMessage copy(RawMessage from, RawMessage reuse) {
      return from;
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public void serialize(RawMessage message, DataOutputView out) throws IOException {
      byte[] topic = message.topic().getBytes(StandardCharsets.UTF_8);
      out.writeLong(message.receivedAtMillis());
      out.writeInt(topic.length);
      out.write(topic);
      out.writeInt(message.payload().length);
      out.write(message.payload());
    }

    @Override
    public RawMessage deserialize(DataInputView in) throws IOException {
      long receivedAt = in.readLong();
      byte[] topic = new byte[in.readInt()];
      in.readFully(topic);
      byte[] payload = new byte[in.readInt()];
      in.readFully(payload);
      return new RawMessage(receivedAt, new String(topic, StandardCharsets.UTF_8), payload);
    }

    @Override
    public RawMessage deserialize(RawMessage reuse, DataInputView in) throws IOException {
      return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
      out.writeLong(in.readLong());
      for (int part = 0; part < 2; part++) {
        int length = in.readInt();
        out.writeInt(length);
        out.write(in, length);
      }
    }

    @Override
    public TypeSerializerSnapshot<RawMessage> snapshotConfiguration() {
      return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawMessage> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}

package hk.innopark.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A mutable state in bytes; the first byte is the format's version. A savepoint holds the name of
 * each serializer's own snapshot class.
 */
public abstract class VersionedStateSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1L;
  private static final int ABSENT = -1;
  private static final String WAY_OUT =
      "Start the release that wrote it, or go on without the state: innopark migrate"
          + " (docs/runbook.md, Upgrade without a savepoint)";

  private final String name;
  private final int oldest;
  private final int newest;

  /**
   * @param name what to call the state when it cannot be read
   * @param oldest the first version that can be read
   * @param newest the version that is written
   */
  protected VersionedStateSerializer(String name, int oldest, int newest) {
    this.name = name;
    this.oldest = oldest;
    this.newest = newest;
  }

  /** Writes the state in the newest version. */
  protected abstract void write(T state, DataOutputView out) throws IOException;

  /** Reads a state of a version that can be read. */
  protected abstract T read(int version, DataInputView in) throws IOException;

  @Override
  public final void serialize(T state, DataOutputView out) throws IOException {
    out.writeByte(newest);
    write(state, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version < oldest || version > newest) {
      throw new IOException(
          "%s of version %d; this release reads %d to %d. %s"
              .formatted(name, version, oldest, newest, WAY_OUT));
    }
    return read(version, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public final boolean isImmutableType() {
    return false;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  /** Writes a text that is not empty, or null. */
  protected static void writeText(String text, DataOutputView out) throws IOException {
    out.writeUTF(text == null ? "" : text);
  }

  protected static String readText(DataInputView in) throws IOException {
    String text = in.readUTF();
    return text.isEmpty() ? null : text;
  }

  /** Writes the ordinal of a constant, or null. */
  protected static void writeConstant(Enum<?> constant, DataOutputView out) throws IOException {
    out.writeByte(constant == null ? ABSENT : constant.ordinal());
  }

  protected static <E extends Enum<E>> E readConstant(E[] constants, DataInputView in)
      throws IOException {
    int ordinal = in.readByte();
    return ordinal == ABSENT ? null : constants[ordinal];
  }
}

package hk.innopark.console.pack;

import hk.innopark.registry.evidence.NoteSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The files in a pack, and packs in which somebody changed one. */
final class PackFiles {
  private PackFiles() {}

  /** By name, in the order of the pack. */
  static Map<String, byte[]> files(Path from) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(from.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private static byte[] edited(byte[] bytes, UnaryOperator<String> edit) {
    // every byte is a character, so that a PDF stays one
    return edit.apply(new String(bytes, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The pack with one of its files changed. */
  static Path changed(Path pack, Path to, String name, UnaryOperator<String> edit)
      throws IOException {
    Map<String, byte[]> files = files(pack);
    files.put(name, edited(files.get(name), edit));
    return zip(to, files);
  }

  /** The same, signed anew with the true key. */
  static void resign(Path pack, Path to, String name, UnaryOperator<String> edit, NoteSigner signer)
      throws IOException {
    Map<String, byte[]> files = files(pack);
    String old = EvidencePack.sha256(files.get(name));
    files.put(name, edited(files.get(name), edit));
    String note = new String(files.get("MANIFEST"), StandardCharsets.UTF_8);
    String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
    files.put(
        "MANIFEST",
        hk.innopark.registry.evidence.SignedNote.sign(
                text.replace(old, EvidencePack.sha256(files.get(name))), signer)
            .getBytes(StandardCharsets.UTF_8));
    zip(to, files);
  }

  private static Path zip(Path to, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return to;
  }
}

package hk.innopark.console.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.registry.evidence.Checkpoint;
import hk.innopark.registry.evidence.EvidenceException;
import hk.innopark.registry.evidence.NoteVerifier;
import hk.innopark.registry.evidence.SignedNote;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/** Checks an evidence pack with nothing but itself and the public key. */
public final class PackCheck {
  private static final long LARGEST_FILE = 1L << 30;

  private PackCheck() {}

  /**
   * What holds, in one line.
   *
   * @throws EvidenceException naming the first thing that does not hold
   */
  public static String check(Path pack, Collection<NoteVerifier> keys) throws IOException {
    Map<String, byte[]> files = files(pack);
    byte[] note = files.remove(EvidencePack.MANIFEST);
    if (note == null) {
      throw new EvidenceException(pack + " has no " + EvidencePack.MANIFEST);
    }
    String[] manifest =
        SignedNote.open(new String(note, StandardCharsets.UTF_8), keys).split("\n", -1);
    if (!manifest[0].equals(EvidencePack.TITLE)) {
      throw new EvidenceException(EvidencePack.MANIFEST + " is not of an evidence pack");
    }
    Map<String, byte[]> unsigned = new TreeMap<>(files);
    for (int i = 2; i < manifest.length - 1; i++) {
      String[] line = manifest[i].split(" {2}", 2);
      byte[] bytes = unsigned.remove(line[1]);
      if (bytes == null || !EvidencePack.sha256(bytes).equals(line[0])) {
        throw new EvidenceException(
            line[1] + (bytes == null ? " is missing" : " was changed after it was signed"));
      }
    }
    if (!unsigned.isEmpty()) {
      throw new EvidenceException(unsigned.keySet() + " are in the pack and were not signed");
    }
    Map<Long, LedgerRow> rows = rows(files.get(EvidencePack.LEDGER));
    JsonNode content = new JsonMapper().readTree(files.get(EvidencePack.CONTENT));
    checkpoint(content.path("checkpoint").asText(), rows, keys);
    for (JsonNode figure : content.path("figures")) {
      figure(figure, rows);
    }
    for (JsonNode commitment : content.path("commitments")) {
      verdict(commitment, rows);
    }
    return "%s: signed, %d rows chained and unchanged, %d figures as the rows say them"
        .formatted(manifest[1], rows.size(), content.path("figures").size());
  }

  private static Map<String, byte[]> files(Path pack) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(pack.toFile())) {
      for (var entry : java.util.Collections.list(zip.entries())) {
        if (entry.getSize() > LARGEST_FILE) {
          throw new EvidenceException(entry.getName() + " is too large");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private static Map<Long, LedgerRow> rows(byte[] ndjson) {
    Map<Long, LedgerRow> rows = new TreeMap<>();
    LedgerRow before = null;
    for (String line : new String(ndjson, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      LedgerRow row = LedgerJson.parse(line);
      if (!row.isIntact()) {
        throw new EvidenceException("row " + row.seq() + ": its hash is not that of its content");
      }
      boolean follows =
          before == null
              || (row.seq() == before.seq() + 1 && row.previousHash().equals(before.hash()));
      if (!follows) {
        throw new EvidenceException("row " + row.seq() + " does not follow row " + before.seq());
      }
      rows.put(row.seq(), row);
      before = row;
    }
    return rows;
  }

  private static void checkpoint(
      String note, Map<Long, LedgerRow> rows, Collection<NoteVerifier> keys) {
    if (rows.isEmpty()) {
      return;
    }
    Checkpoint checkpoint = Checkpoint.open(note, keys);
    LedgerRow row = rows.get(checkpoint.rows());
    if (row == null || !row.hash().equals(checkpoint.hash())) {
      throw new EvidenceException("the checkpoint is of another chain than the rows");
    }
  }

  private static void figure(JsonNode figure, Map<Long, LedgerRow> rows) {
    LedgerRow row = rows.get(figure.path("row").asLong());
    String field = figure.path("figure").asText();
    if (row == null
        || !row.entry().measurement().equals(figure.path("measurement").asText())
        || !Evidence.json(row.entry()).path(field).equals(figure.path("value"))) {
      throw new EvidenceException(
          "figure " + field + " is not what row " + figure.path("row") + " says");
    }
  }

  private static void verdict(JsonNode commitment, Map<Long, LedgerRow> rows) {
    if (!commitment.path("row").isNumber()) {
      return;
    }
    LedgerRow row = rows.get(commitment.path("row").asLong());
    String id = commitment.path("id").asText();
    if (row == null
        || !row.entry().measurement().equals(LedgerEntry.commitmentMeasurement(id))
        || !Evidence.json(row.entry()).path("verdict").equals(commitment.path("verdict"))) {
      throw new EvidenceException(
          "the verdict on " + id + " is not what row " + commitment.path("row") + " says");
    }
  }
}

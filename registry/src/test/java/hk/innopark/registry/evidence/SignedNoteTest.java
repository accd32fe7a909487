package hk.innopark.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.ledger.LedgerChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedNoteTest {
  /** The example of the Go project's package note, whose format it is. */
  private static final NoteVerifier NEUMANN =
      NoteVerifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String NOTE =
      TEXT
          + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
          + "KvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  @TempDir private Path folder;

  @Test
  void aNoteOfAnotherImplementationIsOpened() {
    assertThat(SignedNote.open(NOTE, List.of(NEUMANN))).isEqualTo(TEXT);
  }

  @Test
  void aChangedNoteIsRefused() {
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> SignedNote.open(NOTE.replace("don't", "do"), List.of(NEUMANN)))
        .withMessage("the signature of PeterNeumann is false");
  }

  @Test
  void aNoteOfAKeyThatIsNotGivenProvesNothing() {
    NoteSigner other = NoteSigner.keptIn(folder.resolve("key"), "other");
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> SignedNote.open(NOTE, List.of(other.verifier())))
        .withMessage("no key that was given has signed this");
  }

  @Test
  void aKeyIsKeptForItsOwnerAloneAndReadAgain() throws Exception {
    Path file = folder.resolve("key");
    NoteSigner signer = NoteSigner.keptIn(file, "ledger");
    NoteSigner again = NoteSigner.keptIn(file, "ignored");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SignedNote.open(SignedNote.sign("a\n", signer), List.of(again.verifier())))
        .isEqualTo("a\n");
    assertThat(NoteVerifier.parse(signer.verifier().toString()))
        .hasToString(signer.verifier().toString());
  }

  @Test
  void anchorsOfTwoKeysAreReadWithBoth() {
    NoteSigner old = NoteSigner.keptIn(folder.resolve("old"), "ledger-2026");
    NoteSigner next = NoteSigner.keptIn(folder.resolve("new"), "ledger-2027");
    LedgerChain chain = new LedgerChain("golden-noodle", "real");
    Path file = folder.resolve("anchors");
    Instant at = Instant.parse("2026-11-20T06:00:00Z");
    Anchors.append(file, List.of(new Checkpoint(chain, 3, "ab".repeat(32), at).signed(old)));
    Anchors.append(
        file,
        List.of(new Checkpoint(chain, 9, "cd".repeat(32), at.plusSeconds(3600)).signed(next)));

    Anchors anchors = Anchors.read(List.of(file), List.of(old.verifier(), next.verifier()));

    assertThat(anchors.of(chain))
        .containsEntry(3L, "ab".repeat(32))
        .containsEntry(9L, "cd".repeat(32));
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> Anchors.read(List.of(file), List.of(next.verifier())));
  }

  @Test
  void anchorsThatContradictEachOtherAreNamed() {
    NoteSigner signer = NoteSigner.keptIn(folder.resolve("key"), "ledger");
    LedgerChain chain = new LedgerChain("golden-noodle", "real");
    Path file = folder.resolve("anchors");
    Instant at = Instant.parse("2026-11-20T06:00:00Z");
    for (String hash : List.of("ab".repeat(32), "cd".repeat(32))) {
      Anchors.append(file, List.of(new Checkpoint(chain, 3, hash, at).signed(signer)));
    }

    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> Anchors.read(List.of(file), List.of(signer.verifier())))
        .withMessageContaining("contradict each other at row 3");
  }
}

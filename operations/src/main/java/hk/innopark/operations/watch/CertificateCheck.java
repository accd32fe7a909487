package hk.innopark.operations.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * When each certificate ends; of a file with several, the first of them to end.
 *
 * @param files in PEM
 */
public record CertificateCheck(List<Path> files) implements Check {
  @Override
  public String name() {
    return "certificate";
  }

  @Override
  public void measure(Measurements into) throws IOException, CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (Path file : files) {
      Instant ends = Instant.MAX;
      try (InputStream pem = Files.newInputStream(file)) {
        for (Certificate certificate : factory.generateCertificates(pem)) {
          Instant end = ((X509Certificate) certificate).getNotAfter().toInstant();
          ends = end.isBefore(ends) ? end : ends;
        }
      } catch (CertificateException unreadable) {
        throw new CertificateException(file + ": " + unreadable.getMessage(), unreadable);
      }
      if (ends.equals(Instant.MAX)) {
        throw new CertificateException(file + " holds no certificate");
      }
      into.put(
          "innopark_certificate_expires_timestamp_seconds",
          (double) ends.getEpochSecond(),
          "certificate",
          file.getFileName().toString());
    }
  }
}

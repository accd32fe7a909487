package hk.innopark.console;

import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** What is said to requests that never reach a route: one sentence, nothing of the inside. */
final class PlainErrorHandler extends ErrorHandler {
  private static final String TYPE = "application/problem+json";

  /** Jetty has none for most methods, and would answer them with nothing at all. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    base.setHandled(true);
    SecurityHeaders.ALL.forEach(response::setHeader);
    response.setContentType(TYPE);
    response
        .getOutputStream()
        .write(problem(response.getStatus(), request.getHeader("Accept-Language")));
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    SecurityHeaders.ALL.forEach(fields::put);
    fields.put(HttpHeader.CONTENT_TYPE, TYPE);
    return ByteBuffer.wrap(problem(status, null));
  }

  private static byte[] problem(int status, String acceptLanguage) {
    return Answers.problem(
        status, Texts.of(Language.preferred(acceptLanguage)).get("error.not_understood"));
  }
}

package hk.innopark.cli.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C, SIGTERM and the end of the terminal, heard by a handler instead of by shutdown hooks:
 * hooks run all at once, so that those of the embedded servers would tear down what an orderly stop
 * still needs.
 */
final class TerminationSignals {
  private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);

  private TerminationSignals() {}

  /** Lets these signals do this, and nothing else, from now on. */
  static void handle(Runnable action) {
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      try {
        handle(signal, action);
      } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
        LOG.warn("signal {} cannot be handled: a shutdown hook stands in", signal, unavailable);
        Runtime.getRuntime().addShutdownHook(new Thread(action, "signal-" + signal));
        return;
      }
    }
  }

  /** By reflection: javac warns of these classes, which every JDK has, and warnings are errors. */
  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object handler =
        Proxy.newProxyInstance(
            TerminationSignals.class.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                action.run();
              }
              return null;
            });
    try {
      Object signal = signalClass.getConstructor(String.class).newInstance(name);
      signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(refused.getCause());
    }
  }
}

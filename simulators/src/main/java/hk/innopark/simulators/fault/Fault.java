package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/**
 * One kind of fault: sees each message once, in the order in which the devices sent them, and sends
 * on what becomes of it.
 *
 * <p>A fault that keeps no state goes on exactly after a restart; one that does says so.
 */
public interface Fault {
  void apply(RawMessage message, Outlet outlet);

  /** Where messages go on, and where faults are written down. */
  interface Outlet {
    /** Sends a message on; it reaches the broker at its time, never before it was sent. */
    void send(RawMessage message);

    /** Writes down that this message was touched, in a few words. */
    void log(String fault, RawMessage message, String detail);
  }
}

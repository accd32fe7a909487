package hk.innopark.notifier;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** To which addresses webhooks may go: all public ones, and those of the networks named here. */
record Networks(List<Network> allowed) {
  /**
   * Addresses that are not public though Java has no word for them: IANA's special-purpose
   * registries (RFC 6890) less what {@link InetAddress} tells itself.
   */
  private static final List<Network> SPECIAL =
      List.of(
          network("0.0.0.0/8"),
          network("100.64.0.0/10"),
          network("192.0.0.0/24"),
          network("192.0.2.0/24"),
          network("198.18.0.0/15"),
          network("198.51.100.0/24"),
          network("203.0.113.0/24"),
          network("240.0.0.0/4"),
          network("64:ff9b::/96"),
          network("64:ff9b:1::/48"),
          network("100::/64"),
          network("2001::/23"),
          network("2001:db8::/32"),
          network("2002::/16"),
          network("fc00::/7"));

  Networks {
    allowed = List.copyOf(allowed);
  }

  /** All addresses with these first bits. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Network(byte[] prefix, int bits) {
    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Networks as {@code 10.0.0.0/8,fd00::/8}. */
  static Networks parse(String key, String text) {
    List<Network> networks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        try {
          networks.add(network(part.strip()));
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException(
              key + ": \"" + part.strip() + "\" is not a network such as 10.20.0.0/16", wrong);
        }
      }
    }
    return new Networks(networks);
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    // digits and colons alone, so that no name is looked up
    if (slash < 1 || !text.substring(0, slash).matches("[0-9a-fA-F:.]+")) {
      throw new IllegalArgumentException("no address before the slash");
    }
    try {
      byte[] address = InetAddress.getByName(text.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > address.length * 8) {
        throw new IllegalArgumentException("no such prefix");
      }
      return new Network(address, bits);
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  /** Whether the operator named it. */
  boolean names(InetAddress address) {
    byte[] bytes = address.getAddress();
    return allowed.stream().anyMatch(network -> network.contains(bytes));
  }

  /** Whether a webhook may go there. */
  boolean allows(InetAddress address) {
    return names(address) || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isSpecial =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress()
            || SPECIAL.stream().anyMatch(network -> network.contains(bytes));
    // Java turns ::ffff:a.b.c.d into an Inet4Address; ::a.b.c.d is deprecated and may be routed
    boolean isCompatible = address instanceof Inet6Address six && six.isIPv4CompatibleAddress();
    return !isSpecial && !isCompatible && (address instanceof Inet4Address || bytes.length == 16);
  }
}

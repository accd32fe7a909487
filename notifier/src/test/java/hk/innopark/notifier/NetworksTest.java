package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  private static final Networks NONE = Networks.parse("WEBHOOK_NETWORKS", "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.192",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1"
      })
  void whatIsNotPublicIsRefused(String address) throws Exception {
    assertThat(NONE.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "192.167.1.1",
        "198.17.1.1",
        "2606:4700::1111",
        "2a00::1"
      })
  void whatIsPublicIsAllowed(String address) throws Exception {
    assertThat(NONE.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void aNetworkThatTheOperatorNamesIsAllowedAndNoMore() throws Exception {
    Networks named = Networks.parse("WEBHOOK_NETWORKS", "10.20.0.0/16, fd00:1::/32");

    assertThat(named.allows(InetAddress.getByName("10.20.255.1"))).isTrue();
    assertThat(named.allows(InetAddress.getByName("10.21.0.1"))).isFalse();
    assertThat(named.allows(InetAddress.getByName("fd00:1:2::1"))).isTrue();
    assertThat(named.allows(InetAddress.getByName("fd00:2::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "mes.example/8", "/8", "10.0.0.0/x"})
  void whatIsNoNetworkIsRefusedWithItsKey(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.parse("WEBHOOK_NETWORKS", text))
        .withMessageContaining("WEBHOOK_NETWORKS")
        .withMessageContaining(text);
  }
}

package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class TrustedProxiesTests {

    @Test
    void believesNoForwardedAddressUnlessAProxyIsTrusted() {
        assertThat(client(List.of(), "203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(client(List.of("10.0.0.0/8"), "203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
    }

    @Test
    void takesTheNearestAddressThatIsNoTrustedProxy() {
        List<String> trusted = List.of("10.0.0.0/8", "192.0.2.1");
        assertThat(client(trusted, "10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client(trusted, "10.1.2.3", "6.6.6.6, 198.51.100.1, 192.0.2.1")).isEqualTo("198.51.100.1");
        assertThat(client(trusted, "10.1.2.3", "example.org")).isEqualTo("10.1.2.3");
    }

    @Test
    void countsAnIpv6HouseholdAsOneClient() {
        assertThat(client(List.of(), "2001:db8:1:2:3:4:5:6", ""))
                .isEqualTo(client(List.of(), "2001:db8:1:2::1", ""))
                .isNotEqualTo(client(List.of(), "2001:db8:1:3::1", ""));
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatThrownBy(() -> client(List.of("10.0.0.0/33"), "10.0.0.1", ""))
                .hasMessageContaining("wenzheng.trusted-proxies has \"10.0.0.0/33\"");
        assertThatThrownBy(() -> client(List.of("proxy"), "10.0.0.1", "")).hasMessageContaining("proxy");
    }

    private static String client(List<String> trusted, String remote, String forwarded) {
        return new TrustedProxies(TestSettings.with(trusted, TestSettings.LIMITS))
                .clientOf(MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(remote, 40000))
                        .header("X-Forwarded-For", forwarded)
                        .build());
    }
}

package wenzheng.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Tells the client's address; {@code X-Forwarded-For} counts only where a trusted proxy sent it. */
@Component
class TrustedProxies {

    private final List<Range> ranges;

    TrustedProxies(WebSettings settings) {
        ranges = settings.trustedProxies().stream().map(Range::parse).toList();
    }

    /**
     * The address nearest to us that is no trusted proxy. Of an IPv6 address, the first 64 bits: one household has all
     * the others.
     */
    String clientOf(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress client = remote == null ? null : remote.getAddress();
        List<String> forwarded = request.getHeaders().getValuesAsList("X-Forwarded-For");
        for (int i = forwarded.size() - 1; i >= 0 && client != null && isTrusted(client); i--) {
            InetAddress before = literal(forwarded.get(i));
            if (before == null) {
                break;
            }
            client = before;
        }
        return client == null ? "unknown" : household(client);
    }

    private boolean isTrusted(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.holds(address));
    }

    private static String household(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : Arrays.toString(Arrays.copyOf(bytes, 8));
    }

    /** @return {@code null} for anything but an address in figures, so that no name is ever looked up */
    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text.strip());
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** Addresses that share their first {@code bits} with {@code start}. */
    private record Range(byte[] start, int bits) {

        static Range parse(String text) {
            String[] parts = text.strip().split("/", 2);
            InetAddress address = literal(parts[0]);
            int most = address == null ? 0 : 8 * address.getAddress().length;
            int bits = parts.length == 1 ? most : parts[1].matches("[0-9]{1,3}") ? Integer.parseInt(parts[1]) : -1;
            if (address == null || bits < 0 || bits > most) {
                throw new IllegalArgumentException("wenzheng.trusted-proxies has \"%s\"; give addresses or ranges such"
                        .formatted(text) + " as 10.0.0.1 or 10.0.0.0/8");
            }
            return new Range(address.getAddress(), bits);
        }

        boolean holds(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((start[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

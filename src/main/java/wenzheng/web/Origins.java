package wenzheng.web;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Tells this site's own origin and those of {@code wenzheng.web.allowed-origins} from all others. */
@Component
class Origins {

    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://([\\p{L}\\p{N}.-]+|\\[[0-9a-f:]+])(?::([0-9]{1,5}))?/?");

    private final @Nullable URI publicUrl;
    private final Set<String> allowed;

    Origins(WebSettings settings) {
        publicUrl = settings.publicUrl();
        allowed = settings.web().allowedOrigins().stream().map(Origins::parse).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a browser says that the request comes from this site's own pages; one without an {@code Origin} may. For
     * browsers and addresses without fetch metadata (plain HTTP) the origin is the host that was asked.
     */
    boolean isOwn(HttpHeaders headers) {
        String origin = headers.getOrigin();
        if (origin == null || "same-origin".equals(headers.getFirst("Sec-Fetch-Site"))) {
            return true;
        }
        String authority = origin.replaceFirst("^https?://", "");
        return authority.equalsIgnoreCase(headers.getFirst(HttpHeaders.HOST))
                || publicUrl != null && authority.equalsIgnoreCase(publicUrl.getRawAuthority());
    }

    boolean isAllowed(String origin) {
        return allowed.contains(origin);
    }

    /** As browsers write it: small letters, a name in Punycode, no default port. */
    private static String parse(String text) {
        Matcher origin = ORIGIN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!origin.matches()) {
            throw new IllegalArgumentException(("wenzheng.web.allowed-origins has \"%s\"; give each site that may embed"
                            + " the widget by itself, as https://www.example.org or https://www.example.org:8443")
                    .formatted(text));
        }
        String scheme = origin.group(1);
        String host = origin.group(2).startsWith("[") ? origin.group(2) : IDN.toASCII(origin.group(2));
        boolean plainPort = origin.group(3) == null || origin.group(3).equals("https".equals(scheme) ? "443" : "80");
        return scheme + "://" + host + (plainPort ? "" : ":" + origin.group(3));
    }
}

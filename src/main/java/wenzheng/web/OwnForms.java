package wenzheng.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Refuses forms that a browser sends for another site. What is no browser says nothing of this and is let in. */
@Component
class OwnForms {

    private final @Nullable URI publicUrl;

    OwnForms(WebSettings settings) {
        publicUrl = settings.publicUrl();
    }

    /** @throws Problem when the form comes from another site */
    void check(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean own = site != null ? site.equals("same-origin") || site.equals("none") : isOwn(headers);
        if (!own) {
            throw new Problem(HttpStatus.FORBIDDEN, "error.foreign-form");
        }
    }

    /** For browsers and addresses without fetch metadata (plain HTTP): the origin is the host that was asked. */
    private boolean isOwn(HttpHeaders headers) {
        String origin = headers.getOrigin();
        if (origin == null) {
            return true;
        }
        String authority = origin.replaceFirst("^https?://", "");
        return authority.equalsIgnoreCase(headers.getFirst(HttpHeaders.HOST))
                || publicUrl != null && authority.equalsIgnoreCase(publicUrl.getRawAuthority());
    }
}

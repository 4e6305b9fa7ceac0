package wenzheng.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Refuses forms that a browser sends for another site. What is no browser says nothing of this and is let in. */
@Component
class OwnForms {

    private final Origins origins;

    OwnForms(Origins origins) {
        this.origins = origins;
    }

    /** @throws Problem when the form comes from another site, be it one that may embed the widget */
    void check(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean own = site != null ? site.equals("same-origin") || site.equals("none") : origins.isOwn(headers);
        if (!own) {
            throw new Problem(HttpStatus.FORBIDDEN, "error.foreign-form");
        }
    }
}

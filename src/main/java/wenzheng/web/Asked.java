package wenzheng.web;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which part of the site a request asks for, read as the mapping to handlers reads it: {@code /%76%31;a=b/} is /v1/. */
final class Asked {

    private Asked() {}

    static boolean isApi(ServerHttpRequest request) {
        return first(request).equals("api");
    }

    /** Whether it speaks the OpenAI protocol. */
    static boolean isOpenAi(ServerHttpRequest request) {
        return first(request).equals("v1");
    }

    /** Whether it is for the staff's pages. */
    static boolean isDesk(ServerHttpRequest request) {
        return first(request).equals("desk");
    }

    /** Whether staff upload an article, which their pages take from nobody else. */
    static boolean isArticle(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value().equals("/desk/articles/drafts");
    }

    /** Whether it tries to log in: with a password, or by a provider, where each beginning takes a session. */
    static boolean isLogin(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return isDesk(request)
                && (request.getMethod() == HttpMethod.POST && path.endsWith("/login") || path.startsWith("/desk/oidc/"));
    }

    static boolean isSuggestions(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value().equals("/api/v1/suggestions");
    }

    private static String first(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().elements().stream()
                .filter(PathSegment.class::isInstance)
                .map(segment -> ((PathSegment) segment).valueToMatch())
                .findFirst()
                .orElse("");
    }
}

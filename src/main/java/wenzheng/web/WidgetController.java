package wenzheng.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The words of the chat's interface, for the modules under {@code /widget}: those of the pages. */
@RestController
@Hidden
class WidgetController {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Map<String, Map<String, String>> words = Languages.ALL.stream()
            .collect(Collectors.toUnmodifiableMap(Locale::toLanguageTag, WidgetController::words));

    @GetMapping(path = "/widget/words/{language}.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> words(@PathVariable String language) {
        Map<String, String> found = words.get(language);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "error.no-such-address");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(HexFormat.of().toHexDigits(found.hashCode()))
                .body(found);
    }

    private static Map<String, String> words(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle("messages", language, NO_FALLBACK);
        return bundle.keySet().stream()
                .filter(key -> key.startsWith("web."))
                .collect(Collectors.toMap(Function.identity(), bundle::getString, (one, _) -> one, TreeMap::new));
    }
}

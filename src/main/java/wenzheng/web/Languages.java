package wenzheng.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** The languages that pages and the chat speak, and which of them a visitor's browser asks for: Simplified if none. */
@Component(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
class Languages implements LocaleContextResolver {

    static final Locale SIMPLIFIED = Locale.forLanguageTag("zh-Hans");
    static final Locale TRADITIONAL = Locale.forLanguageTag("zh-Hant");

    static final List<Locale> ALL = List.of(SIMPLIFIED, TRADITIONAL, Locale.ENGLISH);

    @Override
    public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
        return new SimpleLocaleContext(asked(exchange));
    }

    private static Locale asked(ServerWebExchange exchange) {
        try {
            return exchange.getRequest().getHeaders().getAcceptLanguageAsLocales().stream()
                    .map(Languages::known)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(SIMPLIFIED);
        } catch (IllegalArgumentException malformed) {
            return SIMPLIFIED;
        }
    }

    private static Optional<Locale> known(Locale asked) {
        return Optional.ofNullable(
                switch (asked.getLanguage()) {
                    case "zh" -> isTraditional(asked) ? TRADITIONAL : SIMPLIFIED;
                    case "en" -> Locale.ENGLISH;
                    default -> null;
                });
    }

    private static boolean isTraditional(Locale asked) {
        return asked.getScript().equals("Hant")
                || asked.getScript().isEmpty() && List.of("TW", "HK", "MO").contains(asked.getCountry());
    }

    @Override
    public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext context) {
        throw new UnsupportedOperationException("a visitor's browser says the language");
    }
}

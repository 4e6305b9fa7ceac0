package wenzheng.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTML as the Bot API does, only stricter: what is not escaped is an error. */
final class TelegramHtml {

    private static final Set<String> TAGS = Set.of("b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler");
    private static final Pattern TOKEN = Pattern.compile(
            "<(?<close>/?)(?<name>[a-z-]+)(?: href=\"(?<href>[^\"<>]*)\")?>|&(?:lt|gt|amp|quot);|[^<>&]+", Pattern.DOTALL);

    private TelegramHtml() {}

    /**
     * @return the text it stands for
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static String plain(String html) {
        StringBuilder text = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        Matcher token = TOKEN.matcher(html);
        int at = 0;
        while (token.find()) {
            if (token.start() != at) {
                throw new IllegalArgumentException("not escaped at %d: %s".formatted(at, html));
            }
            at = token.end();
            String name = token.group("name");
            if (name == null) {
                text.append(switch (token.group()) {
                    case "&lt;" -> "<";
                    case "&gt;" -> ">";
                    case "&amp;" -> "&";
                    case "&quot;" -> "\"";
                    default -> token.group();
                });
            } else if (!TAGS.contains(name) || name.equals("a") != (token.group("href") != null || !token.group("close").isEmpty()) && name.equals("a")) {
                throw new IllegalArgumentException("unsupported tag: " + token.group());
            } else if (token.group("close").isEmpty()) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                throw new IllegalArgumentException("tags do not match: " + html);
            }
        }
        if (at != html.length() || !open.isEmpty()) {
            throw new IllegalArgumentException("not escaped or not closed: " + html);
        }
        return text.toString();
    }
}

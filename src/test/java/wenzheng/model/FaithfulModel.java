package wenzheng.model;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model that says what each quote says, in other words, after fixed rules; for English questions it introduces the
 * quotes. It rewrites no question. Run by itself it serves until it is stopped and prints its address.
 */
public final class FaithfulModel implements AutoCloseable {

    private static final Pattern QUOTES = Pattern.compile("(?m)^quotes：(\\[.*])$");
    private static final Pattern ZEAL = Pattern.compile("全力|大力|着力|积极|扎实|深入|持续|进一步|坚定不移");
    private static final Pattern TWO = Pattern.compile("^([\\p{IsHan}]{2,6})、([\\p{IsHan}]{2,20}[0-9]+[\\p{IsHan}]{1,2})$");
    private static final Pattern COUNT = Pattern.compile("(?<=\\p{IsHan}{2})(?<![共达约超过破前后第到于为])([0-9]+[个所座条处家])$");

    private final StubModel stub = new StubModel();

    public FaithfulModel() {
        stub.behavesBy(request -> StubModel.says(lines(request)));
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (FaithfulModel model = new FaithfulModel()) {
            System.out.println(model.url());
            Thread.currentThread().join();
        }
    }

    public URI url() {
        return stub.url();
    }

    private static String lines(String request) {
        JsonNode messages = JsonMapper.shared().readTree(request).get("messages");
        boolean english = messages.get(0).get("content").asString().contains("{quote}");
        Matcher quotes = QUOTES.matcher(messages.get(1).get("content").asString());
        return quotes.find()
                ? JsonMapper.shared().readTree(quotes.group(1)).valueStream()
                        .map(quote -> JsonMapper.shared().writeValueAsString(new Sentence(
                                english ? "On this, the article says: {quote}" : reworded(quote.get("text").asString()),
                                List.of(quote.get("n").asInt()))))
                        .collect(Collectors.joining("\n"))
                : "";
    }

    private record Sentence(String s, List<Integer> q) {}

    static String reworded(String quote) {
        String words = ZEAL.matcher(quote).replaceAll("");
        words = TWO.matcher(words).replaceAll("$1和$2");
        return COUNT.matcher(words).replaceAll("共$1") + "。";
    }

    @Override
    public void close() {
        stub.close();
    }
}

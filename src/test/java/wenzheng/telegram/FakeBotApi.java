package wenzheng.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Bot API server as far as the bot needs one, written after https://core.telegram.org/bots/api (10.x) and stricter than
 * Telegram: a parameter it does not know, HTML that is not escaped, a message that does not exist are refused and noted
 * in {@link #complaints}. Failures can be ordered for the next calls of a method.
 */
final class FakeBotApi implements AutoCloseable {

    static final String NAME = "WenzhengTestBot";

    /** A message as it stands in the chat. */
    record Sent(
            int id, long chatId, @Nullable Integer threadId, @Nullable Integer replyTo, String html, String text,
            List<List<JsonNode>> buttons) {

        /** What the button with these words sends back. */
        String data(String words) {
            return buttons.stream()
                    .flatMap(List::stream)
                    .filter(button -> button.get("text").asString().contains(words))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button " + words + " in " + buttons))
                    .get("callback_data")
                    .asString();
        }

        List<String> labels() {
            return buttons.stream().flatMap(List::stream).map(button -> button.get("text").asString()).toList();
        }
    }

    /** What is answered in place of doing what is asked. */
    sealed interface Fault {
        /** An error as the Bot API puts it. */
        record Error(int code, String description, Map<String, Object> parameters) implements Fault {}

        /** A page of a proxy in front of the Bot API. */
        record Page(int status, String body) implements Fault {}

        /** The connection ends without an answer, before or after the call is carried out. */
        record Drop(boolean done) implements Fault {}
    }

    static Fault limited(int seconds) {
        return new Fault.Error(429, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds));
    }

    static Fault error(int code, String description) {
        return new Fault.Error(code, description, Map.of());
    }

    private static final Pattern PATH = Pattern.compile("/bot([^/]+)/([A-Za-z]+)");
    private static final Pattern FIELD = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]+)\".*?\r\n\r\n(.*?)\r\n--", Pattern.DOTALL);

    private final JsonMapper json = JsonMapper.shared();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long botId;
    private final String token;

    private final Deque<ObjectNode> updates = new ArrayDeque<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Map<Long, Integer> known = new HashMap<>();
    private final List<Integer> deleted = new ArrayList<>();
    private final Map<String, String> toasts = new HashMap<>();
    private final Map<String, JsonNode> results = new HashMap<>();
    private final Map<String, List<String>> commands = new HashMap<>();
    private final List<Long> actions = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Long> retired = new ArrayList<>();
    private int nextUpdate = 1000;
    private int nextMessage = 1;
    private int edits;
    private boolean polling;
    private boolean closed;
    private @Nullable JsonNode webhook;
    private @Nullable String webhookError;
    private Consumer<String> onCall = _ -> { };

    FakeBotApi(long botId) throws IOException {
        this(botId, 0);
    }

    /** @param port 0 for any that is free */
    FakeBotApi(long botId, int port) throws IOException {
        this.botId = botId;
        token = botId + ":secret";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    long botId() {
        return botId;
    }

    String token() {
        return token;
    }

    // What a test does and looks at.

    synchronized void fail(String method, Fault... next) {
        faults.computeIfAbsent(method.toLowerCase(Locale.ROOT), _ -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** Hears of every call before it is carried out, and after it as {@code done <method>}. */
    synchronized void onCall(Consumer<String> listener) {
        onCall = listener;
    }

    synchronized int calls(String method) {
        return calls.getOrDefault(method.toLowerCase(Locale.ROOT), 0);
    }

    synchronized List<Sent> sent(long chatId) {
        return sent.stream().filter(message -> message.chatId() == chatId).toList();
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized List<Integer> deleted() {
        return List.copyOf(deleted);
    }

    synchronized @Nullable String toast(String query) {
        return toasts.get(query);
    }

    synchronized @Nullable JsonNode results(String query) {
        return results.get(query);
    }

    synchronized List<String> commands(String language) {
        return commands.getOrDefault(language, List.of());
    }

    synchronized List<Long> actions() {
        return List.copyOf(actions);
    }

    synchronized @Nullable JsonNode webhook() {
        return webhook;
    }

    /** Somebody else removes the webhook. */
    synchronized void dropWebhook() {
        webhook = null;
    }

    /** What Telegram says of its calls of the webhook; {@code null}: all well. */
    synchronized void webhookError(@Nullable String error) {
        webhookError = error;
    }

    synchronized int edits() {
        return edits;
    }

    synchronized int unconfirmed() {
        return updates.size();
    }

    /** The group goes on under the second id; nothing is taken for the first. */
    synchronized void retire(long chatId) {
        retired.add(chatId);
    }

    void await(String what, BooleanSupplier condition) {
        await(what, Duration.ofMinutes(2), condition);
    }

    synchronized void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain until %s; sent %s, calls %s, complaints %s"
                        .formatted(what, sent, calls, complaints));
            }
            try {
                wait(Math.min(left, 100));
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }

    Sent awaitSent(long chatId, int number) {
        await("message %d in chat %d".formatted(number, chatId), () -> sent(chatId).size() >= number);
        return sent(chatId).get(number - 1);
    }

    /** Puts an update into the queue; it must have an id. */
    synchronized void deliver(JsonNode update) {
        updates.add((ObjectNode) update);
        notifyAll();
    }

    synchronized ObjectNode update() {
        return json.createObjectNode().put("update_id", nextUpdate++);
    }

    synchronized int messageId() {
        return nextMessage++;
    }

    synchronized void knowChat(long chatId) {
        known.merge(chatId, 1, Integer::sum);
    }

    // The server.

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches() || !path.group(1).equals(token)) {
                answer(exchange, 401, failure(401, "Unauthorized", Map.of()));
                return;
            }
            String method = path.group(2).toLowerCase(Locale.ROOT);
            ObjectNode parameters = parameters(exchange);
            Consumer<String> listener;
            Fault fault;
            synchronized (this) {
                calls.merge(method, 1, Integer::sum);
                listener = onCall;
                Deque<Fault> ordered = faults.get(method);
                fault = ordered == null ? null : ordered.poll();
                notifyAll();
            }
            listener.accept(method);
            switch (fault) {
                case Fault.Error error -> answer(
                        exchange, error.code(), failure(error.code(), error.description(), error.parameters()));
                case Fault.Page page -> answer(exchange, page.status(), page.body());
                case Fault.Drop drop -> {
                    if (drop.done()) {
                        call(method, parameters);
                    }
                }
                case null -> {
                    ObjectNode reply = call(method, parameters);
                    listener.accept("done " + method);
                    answer(exchange, reply.path("error_code").asInt(200), reply.toString());
                }
            }
        } catch (IOException left) {
            // The bot hung up.
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String failure(int code, String description, Map<String, Object> parameters) {
        return refusal(code, description, parameters).toString();
    }

    private ObjectNode refusal(int code, String description, Map<String, Object> parameters) {
        ObjectNode answer = json.createObjectNode().put("ok", false).put("error_code", code)
                .put("description", description);
        if (!parameters.isEmpty()) {
            answer.set("parameters", json.valueToTree(parameters));
        }
        return answer;
    }

    private ObjectNode parameters(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.startsWith("--")) {
            ObjectNode fields = json.createObjectNode();
            FIELD.matcher(body).results().forEach(field -> fields.put(field.group(1), field.group(2)));
            return fields;
        }
        return body.isEmpty() ? json.createObjectNode() : (ObjectNode) json.readTree(body);
    }

    private ObjectNode call(String method, ObjectNode parameters) {
        parameters.remove("method");
        Set<String> known = BotApiParameters.OF.get(method);
        if (known == null) {
            return complain(404, "Not Found: method " + method);
        }
        for (String name : parameters.propertyNames()) {
            if (!known.contains(name)) {
                return complain(400, "Bad Request: %s has no parameter %s".formatted(method, name));
            }
        }
        try {
            JsonNode result = method.equals("getupdates") ? updates(parameters) : carryOut(method, parameters);
            ObjectNode answer = json.createObjectNode().put("ok", true);
            answer.set("result", result);
            return answer;
        } catch (Refused refused) {
            return refused.answer;
        } catch (IllegalArgumentException wrong) {
            return complain(400, "Bad Request: " + wrong.getMessage());
        }
    }

    private static final class Refused extends RuntimeException {
        private final transient ObjectNode answer;

        private Refused(ObjectNode answer) {
            this.answer = answer;
        }
    }

    private synchronized ObjectNode complain(int code, String description) {
        complaints.add(description);
        notifyAll();
        return refusal(code, description, Map.of());
    }

    private synchronized JsonNode updates(ObjectNode parameters) {
        if (webhook != null) {
            throw new Refused(refusal(409, "Conflict: can't use getUpdates method while webhook is active", Map.of()));
        }
        if (polling) {
            throw new Refused(refusal(
                    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                    Map.of()));
        }
        polling = true;
        try {
            JsonNode offset = parameters.get("offset");
            if (offset != null) {
                updates.removeIf(update -> update.get("update_id").asInt() < offset.asInt());
                notifyAll();
            }
            long end = System.nanoTime() + parameters.path("timeout").asInt(0) * 1_000_000_000L;
            while (updates.isEmpty() && !closed && System.nanoTime() < end) {
                wait(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 1000));
            }
            ArrayNode found = json.createArrayNode();
            updates.stream().limit(parameters.path("limit").asInt(100)).forEach(found::add);
            return found;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            polling = false;
        }
    }

    private synchronized JsonNode carryOut(String method, ObjectNode parameters) {
        try {
            return switch (method) {
                case "getme" -> json.createObjectNode()
                        .put("id", botId).put("is_bot", true).put("first_name", "问政").put("username", NAME);
                case "deletewebhook" -> {
                    webhook = null;
                    yield json.getNodeFactory().booleanNode(true);
                }
                case "setwebhook" -> {
                    require(parameters, "url");
                    webhook = parameters;
                    yield json.getNodeFactory().booleanNode(true);
                }
                case "getwebhookinfo" -> {
                    ObjectNode info = json.createObjectNode()
                            .put("url", webhook == null ? "" : webhook.get("url").asString())
                            .put("has_custom_certificate", false)
                            .put("pending_update_count", updates.size());
                    if (webhookError != null) {
                        info.put("last_error_date", System.currentTimeMillis() / 1000);
                        info.put("last_error_message", webhookError);
                    }
                    yield info;
                }
                case "setmycommands" -> commanded(parameters);
                case "sendmessage" -> send(parameters);
                case "editmessagetext" -> edit(parameters, true);
                case "editmessagereplymarkup" -> edit(parameters, false);
                case "deletemessage" -> {
                    Sent message = message(parameters);
                    sent.remove(message);
                    deleted.add(message.id());
                    yield json.getNodeFactory().booleanNode(true);
                }
                case "answercallbackquery" -> {
                    String text = parameters.path("text").asString("");
                    check(text.length() <= 200, "text is over 200 characters");
                    toasts.put(require(parameters, "callback_query_id"), text);
                    yield json.getNodeFactory().booleanNode(true);
                }
                case "answerinlinequery" -> inline(parameters);
                case "sendchataction" -> {
                    check(require(parameters, "action").equals("typing"), "unknown action");
                    actions.add(chat(parameters));
                    yield json.getNodeFactory().booleanNode(true);
                }
                default -> throw new IllegalArgumentException(method);
            };
        } finally {
            notifyAll();
        }
    }

    private JsonNode commanded(ObjectNode parameters) {
        List<String> names = new ArrayList<>();
        for (JsonNode command : parameters.required("commands")) {
            check(command.required("command").asString().matches("[a-z0-9_]{1,32}"), "wrong command");
            int length = command.required("description").asString().length();
            check(length >= 1 && length <= 256, "description of %d characters".formatted(length));
            names.add(command.get("command").asString() + " " + command.get("description").asString());
        }
        commands.put(parameters.path("language_code").asString(""), names);
        return json.getNodeFactory().booleanNode(true);
    }

    private JsonNode send(ObjectNode parameters) {
        long chatId = chat(parameters);
        if (retired.contains(chatId)) {
            throw new Refused(refusal(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    Map.of("migrate_to_chat_id", chatId - 1_000_000_000_000L)));
        }
        if (!known.containsKey(chatId)) {
            throw new Refused(refusal(400, "Bad Request: chat not found", Map.of()));
        }
        JsonNode reply = parameters.path("reply_parameters").path("message_id");
        JsonNode thread = parameters.path("message_thread_id");
        Sent message = new Sent(
                nextMessage++,
                chatId,
                thread.isNumber() ? thread.asInt() : null,
                reply.isNumber() ? reply.asInt() : null,
                require(parameters, "text"),
                text(parameters),
                buttons(parameters));
        sent.add(message);
        return json(message);
    }

    private JsonNode edit(ObjectNode parameters, boolean text) {
        Sent before = message(parameters);
        Sent after = new Sent(
                before.id(),
                before.chatId(),
                before.threadId(),
                before.replyTo(),
                text ? require(parameters, "text") : before.html(),
                text ? text(parameters) : before.text(),
                buttons(parameters));
        if (after.equals(before)) {
            throw new Refused(refusal(
                    400,
                    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
                    Map.of()));
        }
        sent.set(sent.indexOf(before), after);
        edits++;
        return json(after);
    }

    private JsonNode inline(ObjectNode parameters) {
        Set<String> ids = new java.util.HashSet<>();
        for (JsonNode result : parameters.required("results")) {
            check(ids.add(result.required("id").asString()), "two results of one id");
            check(result.required("type").asString().equals("article"), "unknown type");
            check(!result.required("title").asString().isBlank(), "no title");
            JsonNode content = result.required("input_message_content");
            check(content.required("parse_mode").asString().equalsIgnoreCase("HTML"), "unknown parse mode");
            length(TelegramHtml.plain(content.required("message_text").asString()));
        }
        results.put(require(parameters, "inline_query_id"), parameters.get("results"));
        return json.getNodeFactory().booleanNode(true);
    }

    private long chat(ObjectNode parameters) {
        return Long.parseLong(require(parameters, "chat_id"));
    }

    private Sent message(ObjectNode parameters) {
        long chatId = chat(parameters);
        int id = parameters.required("message_id").asInt();
        return sent.stream()
                .filter(message -> message.chatId() == chatId && message.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refused(refusal(400, "Bad Request: message to edit not found", Map.of())));
    }

    private static String text(ObjectNode parameters) {
        JsonNode mode = parameters.get("parse_mode");
        check(mode == null || mode.asString().equalsIgnoreCase("HTML"), "unknown parse mode");
        String text = require(parameters, "text");
        return length(mode == null ? text : TelegramHtml.plain(text));
    }

    private static String length(String text) {
        check(!text.isBlank(), "message text is empty");
        check(text.length() <= 4096, "message is too long");
        return text.strip();
    }

    private static List<List<JsonNode>> buttons(ObjectNode parameters) {
        List<List<JsonNode>> rows = new ArrayList<>();
        for (JsonNode row : parameters.path("reply_markup").path("inline_keyboard")) {
            List<JsonNode> buttons = new ArrayList<>();
            for (JsonNode button : row) {
                check(!button.required("text").asString().isBlank(), "button without words");
                int bytes = button.required("callback_data").asString().getBytes(StandardCharsets.UTF_8).length;
                check(bytes >= 1 && bytes <= 64, "BUTTON_DATA_INVALID");
                buttons.add(button);
            }
            check(!buttons.isEmpty(), "row without buttons");
            rows.add(buttons);
        }
        return rows;
    }

    private JsonNode json(Sent message) {
        ObjectNode node = json.createObjectNode()
                .put("message_id", message.id()).put("date", 1_790_000_000).put("text", message.text());
        node.putObject("chat").put("id", message.chatId()).put("type", message.chatId() > 0 ? "private" : "supergroup");
        node.putObject("from").put("id", botId).put("is_bot", true).put("first_name", "问政").put("username", NAME);
        return node;
    }

    private static String require(ObjectNode parameters, String name) {
        JsonNode value = parameters.get(name);
        check(value != null && !value.asString().isEmpty(), name + " is empty");
        return value.asString();
    }

    private static void check(boolean holds, String wrong) {
        if (!holds) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.close();
    }
}

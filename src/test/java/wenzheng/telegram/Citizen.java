package wenzheng.telegram;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Somebody with Telegram on their phone, in one chat. */
final class Citizen {

    private static final Pattern COMMAND = Pattern.compile("^/[A-Za-z0-9_@]+");
    private static final Pattern MENTION = Pattern.compile("@[A-Za-z0-9_]+");

    private final FakeBotApi api;
    private final long chatId;
    private final long userId;
    private final @Nullable Integer thread;
    private final String language;

    private Citizen(FakeBotApi api, long chatId, long userId, @Nullable Integer thread, String language) {
        this.api = api;
        this.chatId = chatId;
        this.userId = userId;
        this.thread = thread;
        this.language = language;
        api.knowChat(chatId);
    }

    static Citizen alone(FakeBotApi api, long userId) {
        return new Citizen(api, userId, userId, null, "zh-hans");
    }

    static Citizen in(FakeBotApi api, long chatId, long userId) {
        return new Citizen(api, chatId, userId, null, "zh-hans");
    }

    Citizen inThread(int topic) {
        return new Citizen(api, chatId, userId, topic, language);
    }

    Citizen speaking(String code) {
        return new Citizen(api, chatId, userId, thread, code);
    }

    long chat() {
        return chatId;
    }

    /** @return the message's id */
    int say(String text) {
        return say(text, null);
    }

    /** @param reply the message it replies to, with who wrote it; {@code null} for none */
    int say(String text, @Nullable ObjectNode reply) {
        ObjectNode update = api.update();
        int id = api.messageId();
        words(message(update, "message", id), text, reply);
        api.deliver(update);
        return id;
    }

    /** The update of a message, not delivered. */
    ObjectNode saying(String text) {
        ObjectNode update = api.update();
        words(message(update, "message", api.messageId()), text, null);
        return update;
    }

    void edit(int messageId, String text) {
        ObjectNode update = api.update();
        words(message(update, "edited_message", messageId).put("edit_date", 1_790_000_100), text, null);
        api.deliver(update);
    }

    /** Sends something that is no text. */
    void show(String kind) {
        api.deliver(showing(kind));
    }

    /** @return the message's id */
    int showWith(String kind, String caption) {
        ObjectNode update = showing(kind);
        caption((ObjectNode) update.get("message"), caption);
        api.deliver(update);
        return update.at("/message/message_id").asInt();
    }

    void editCaption(int messageId, String caption) {
        ObjectNode update = api.update();
        caption(message(update, "edited_message", messageId).put("edit_date", 1_790_000_100), caption);
        api.deliver(update);
    }

    private static void caption(ObjectNode message, String caption) {
        words(message, caption, null);
        message.set("caption", message.remove("text"));
        if (message.has("entities")) {
            message.set("caption_entities", message.remove("entities"));
        }
    }

    /** The update of something that is no text, not delivered. */
    ObjectNode showing(String kind) {
        ObjectNode update = api.update();
        ObjectNode message = message(update, "message", api.messageId());
        switch (kind) {
            case "photo" -> message.putArray("photo").addObject()
                    .put("file_id", "f").put("file_unique_id", "u").put("width", 1).put("height", 1);
            case "location" -> message.putObject("location").put("latitude", 34.7).put("longitude", 113.6);
            case "voice" -> message.putObject("voice").put("file_id", "f").put("file_unique_id", "u").put("duration", 1);
            case "sticker" -> message.putObject("sticker")
                    .put("file_id", "f").put("file_unique_id", "u").put("type", "regular")
                    .put("width", 1).put("height", 1).put("is_animated", false).put("is_video", false);
            default -> message.put(kind, true);
        }
        return update;
    }

    /** @return the query's id */
    String press(FakeBotApi.Sent under, String button) {
        return pressData(under.id(), under.data(button));
    }

    String pressData(int messageId, String data) {
        ObjectNode update = pressing(messageId, data);
        api.deliver(update);
        return update.at("/callback_query/id").asString();
    }

    /** Presses a button under a message that is so old that Telegram no longer shows it. @return the query's id */
    String pressLongAfter(FakeBotApi.Sent under, String button) {
        ObjectNode update = pressing(under.id(), under.data(button));
        ObjectNode message = ((ObjectNode) update.at("/callback_query/message")).put("date", 0);
        message.remove("from");
        message.remove("text");
        api.deliver(update);
        return update.at("/callback_query/id").asString();
    }

    private ObjectNode pressing(int messageId, String data) {
        ObjectNode update = api.update();
        String query = "query" + update.get("update_id").asInt();
        ObjectNode callback = update.putObject("callback_query").put("id", query).put("chat_instance", "1");
        from(callback.putObject("from"));
        callback.put("data", data);
        ObjectNode message = callback.putObject("message")
                .put("message_id", messageId).put("date", 1_790_000_000).put("text", "…");
        if (thread != null) {
            message.put("message_thread_id", thread).put("is_topic_message", true);
        }
        message.putObject("from").put("id", 1).put("is_bot", true).put("first_name", "问政");
        chat(message.putObject("chat"));
        return update;
    }

    /** @return the query's id */
    String seek(String text) {
        ObjectNode update = api.update();
        String query = "inline" + update.get("update_id").asInt();
        ObjectNode inline = update.putObject("inline_query").put("id", query).put("query", text).put("offset", "");
        from(inline.putObject("from"));
        api.deliver(update);
        return query;
    }

    void block(String status) {
        ObjectNode update = api.update();
        ObjectNode change = update.putObject("my_chat_member").put("date", 1_790_000_000);
        chat(change.putObject("chat"));
        from(change.putObject("from"));
        for (String when : new String[] {"old_chat_member", "new_chat_member"}) {
            ObjectNode member = change.putObject(when).put("status", when.startsWith("new") ? status : "member");
            if (status.equals("kicked")) {
                member.put("until_date", 0);
            }
            member.putObject("user").put("id", 1).put("is_bot", true).put("first_name", "问政");
        }
        api.deliver(update);
    }

    /** A message that somebody wrote, to reply to. */
    ObjectNode written(long by, boolean bot) {
        ObjectNode message = tools.jackson.databind.json.JsonMapper.shared().createObjectNode()
                .put("message_id", 900).put("date", 1_790_000_000).put("text", "之前说的话");
        message.putObject("from").put("id", by).put("is_bot", bot).put("first_name", "谁");
        chat(message.putObject("chat"));
        return message;
    }

    private ObjectNode message(ObjectNode update, String kind, int id) {
        ObjectNode message = update.putObject(kind).put("message_id", id).put("date", 1_790_000_000);
        from(message.putObject("from"));
        chat(message.putObject("chat"));
        if (thread != null) {
            message.put("message_thread_id", thread).put("is_topic_message", true);
        }
        return message;
    }

    private static void words(ObjectNode message, String text, @Nullable ObjectNode reply) {
        message.put("text", text);
        if (reply != null) {
            message.set("reply_to_message", reply);
        }
        entity(message, "bot_command", COMMAND.matcher(text));
        entity(message, "mention", MENTION.matcher(text));
    }

    private static void entity(ObjectNode message, String type, Matcher found) {
        if (found.find()) {
            message.withArray("entities").addObject()
                    .put("type", type).put("offset", found.start()).put("length", found.end() - found.start());
        }
    }

    private void from(ObjectNode user) {
        user.put("id", userId).put("is_bot", false).put("first_name", "<b>李&\"雷").put("language_code", language);
    }

    private void chat(ObjectNode chat) {
        chat.put("id", chatId).put("type", chatId > 0 ? "private" : chatId < -1_000_000_000_000L ? "supergroup" : "group");
    }
}

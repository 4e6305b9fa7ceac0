package wenzheng.telegram;

import java.util.Map;
import java.util.Set;

/** The methods of the Bot API that the bot may call, in lower case, with the parameters that it may give them. */
final class BotApiParameters {

    static final Map<String, Set<String>> OF = Map.ofEntries(
            Map.entry("getme", Set.of()),
            Map.entry("getupdates", Set.of("offset", "limit", "timeout", "allowed_updates")),
            Map.entry("deletewebhook", Set.of("drop_pending_updates")),
            Map.entry("getwebhookinfo", Set.of()),
            Map.entry("setwebhook", Set.of("url", "secret_token", "allowed_updates", "max_connections")),
            Map.entry("setmycommands", Set.of("commands", "scope", "language_code")),
            Map.entry("sendmessage", Set.of(
                    "chat_id", "message_thread_id", "text", "parse_mode", "link_preview_options", "reply_parameters",
                    "reply_markup")),
            Map.entry("editmessagetext", Set.of(
                    "chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup")),
            Map.entry("editmessagereplymarkup", Set.of("chat_id", "message_id", "reply_markup")),
            Map.entry("deletemessage", Set.of("chat_id", "message_id")),
            Map.entry("answercallbackquery", Set.of("callback_query_id", "text", "show_alert", "cache_time")),
            Map.entry("answerinlinequery", Set.of("inline_query_id", "results", "cache_time", "is_personal", "button")),
            Map.entry("sendchataction", Set.of("chat_id", "message_thread_id", "action")));

    private BotApiParameters() {}
}

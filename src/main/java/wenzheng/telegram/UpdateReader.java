package wenzheng.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.inlinequery.InlineQuery;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import wenzheng.conversation.Conversations;

/**
 * Tells what of an update concerns the bot. In a group that is only what mentions it, replies to it or commands it; the
 * talk of others is not even stored. Safe for use by many threads.
 */
final class UpdateReader {

    private static final Pattern COMMAND =
            Pattern.compile("/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\\s+(.*))?", Pattern.DOTALL);

    /** Commands that are ours in a group even where nobody says whose they are. */
    private final Set<String> commands;

    private final long botId;
    private final String botName;
    private final Pattern mention;

    /** @param botName without {@code @} */
    UpdateReader(long botId, String botName, Set<String> commands) {
        this.botId = botId;
        this.botName = botName;
        this.commands = Set.copyOf(commands);
        mention = Pattern.compile(
                "(?<![A-Za-z0-9_])@" + Pattern.quote(botName) + "(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE);
    }

    /** @return empty where the bot has nothing to do */
    Optional<Incoming> read(Update update) {
        return Optional.ofNullable(concerning(update));
    }

    private @Nullable Incoming concerning(Update update) {
        if (update.getMessage() != null) {
            return message(update.getMessage(), false);
        }
        if (update.getEditedMessage() != null) {
            return message(update.getEditedMessage(), true);
        }
        if (update.getCallbackQuery() != null) {
            return pressed(update.getCallbackQuery());
        }
        if (update.getInlineQuery() != null) {
            InlineQuery query = update.getInlineQuery();
            return new Incoming.Sought(
                    query.getFrom().getId(),
                    isEnglish(query.getFrom()),
                    query.getId(),
                    Conversations.masked(Objects.requireNonNullElse(query.getQuery(), "")).strip());
        }
        return update.getMyChatMember() == null ? null : member(update.getMyChatMember());
    }

    private @Nullable Incoming message(Message message, boolean edited) {
        Chat chat = message.getChat();
        if (message.getMigrateToChatId() != null) {
            return new Incoming.Moved(chat.getId(), message.getMigrateToChatId());
        }
        boolean group = "group".equals(chat.getType()) || "supergroup".equals(chat.getType());
        User from = message.getFrom();
        Chat sender = message.getSenderChat();
        boolean program = sender == null && (from == null || Boolean.TRUE.equals(from.getIsBot()));
        boolean channel = "channel".equals(chat.getType()) || Boolean.TRUE.equals(message.getIsAutomaticForward());
        if (program || channel || isOurs(message.getViaBot())) {
            return null;
        }
        Where where = new Where(
                chat.getId(),
                group,
                Boolean.TRUE.equals(message.getIsTopicMessage()) ? message.getMessageThreadId() : null,
                message.getMessageId(),
                sender == null ? from.getId() : sender.getId(),
                from != null && isEnglish(from));
        if (message.getText() != null) {
            return words(message, where, message.getText(), message.getEntities(), edited);
        }
        if (message.getCaption() != null) {
            return words(message, where, message.getCaption(), message.getCaptionEntities(), edited);
        }
        boolean meant = !group || isReplyToUs(message);
        return meant && !edited && shows(message) ? new Incoming.Shown(where) : null;
    }

    private @Nullable Incoming words(
            Message message, Where where, String words, @Nullable List<MessageEntity> entities, boolean edited) {
        String text = words.strip();
        Matcher command = COMMAND.matcher(text);
        if (command.matches()) {
            String name = command.group(1).toLowerCase(Locale.ROOT);
            boolean ours = command.group(2) == null
                    ? !where.group() || commands.contains(name) || isReplyToUs(message)
                    : command.group(2).equalsIgnoreCase(botName);
            String argument = Objects.requireNonNullElse(command.group(3), "");
            return ours && !edited
                    ? new Incoming.Commanded(where, name, Conversations.masked(argument).strip())
                    : null;
        }
        if (where.group() && !isReplyToUs(message) && !mentions(text, entities)) {
            return null;
        }
        String asked = mention.matcher(text).replaceAll(" ").strip();
        return new Incoming.Said(where, Conversations.masked(asked).strip(), edited, message.getText() == null);
    }

    private boolean mentions(String text, @Nullable List<MessageEntity> entities) {
        return mention.matcher(text).find()
                || entities != null && entities.stream().anyMatch(entity -> isOurs(entity.getUser()));
    }

    /** In a forum every message replies to the one that began its topic. */
    private boolean isReplyToUs(Message message) {
        Message other = message.getReplyToMessage();
        return other != null && other.getForumTopicCreated() == null && isOurs(other.getFrom());
    }

    private boolean isOurs(@Nullable User user) {
        return user != null && user.getId() == botId;
    }

    /** Whether a person sent something that is no text; what Telegram itself reports in a chat is nothing of the kind. */
    private static boolean shows(Message message) {
        return Stream.of(
                        message.getPhoto(), message.getVoice(), message.getSticker(), message.getLocation(),
                        message.getVideo(), message.getVideoNote(), message.getAudio(), message.getDocument(),
                        message.getAnimation(), message.getContact(), message.getVenue(), message.getPoll(),
                        message.getDice(), message.getStory(), message.getGame(), message.getPaidMedia(),
                        message.getChecklist())
                .anyMatch(Objects::nonNull);
    }

    private @Nullable Incoming pressed(CallbackQuery query) {
        MaybeInaccessibleMessage under = query.getMessage();
        if (under == null || query.getData() == null) {
            return null;
        }
        String type = under.getChat().getType();
        boolean topic = under instanceof Message message && Boolean.TRUE.equals(message.getIsTopicMessage());
        Where where = new Where(
                under.getChat().getId(),
                "group".equals(type) || "supergroup".equals(type),
                topic ? ((Message) under).getMessageThreadId() : null,
                under.getMessageId(),
                query.getFrom().getId(),
                isEnglish(query.getFrom()));
        return new Incoming.Pressed(where, query.getId(), query.getData());
    }

    private static @Nullable Incoming member(ChatMemberUpdated change) {
        String status = change.getNewChatMember().getStatus();
        long chat = change.getChat().getId();
        return Set.of("kicked", "left").contains(status) ? new Incoming.Left(chat) : new Incoming.Joined(chat);
    }

    private static boolean isEnglish(User user) {
        String language = user.getLanguageCode();
        return language != null && !language.toLowerCase(Locale.ROOT).startsWith("zh");
    }
}

package wenzheng.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.Channel;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.Feedback;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

/**
 * Finds the reply to what arrived. Doing so twice with the same update does nothing the second time that the first did
 * not, so that what a crash cut off is done again. Safe for use by many threads.
 */
final class Receptionist {

    /** The commands as they are offered, with what they do under {@code telegram.command.*}. */
    static final List<String> COMMANDS = List.of("start", "help", "about", "district", "human", "new", "forget");

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int LONGEST_DATA = 64;
    private static final int MOST_DISTRICTS = 60;
    private static final int MOST_TITLES = 12;
    private static final String NO_DISTRICT = "*";
    private static final Set<String> ALL_DISTRICTS = Set.of("*", "all", "clear", "不限", "全部", "全市", "所有");

    /**
     * @param status of the answer, {@code null} where no question was answered
     * @param answer which turn it was, {@code null} where it was none
     */
    record Reply(List<Outgoing> outgoing, @Nullable ReplyStatus status, TelegramStore.@Nullable Answer answer) {

        static Reply of(Outgoing... outgoing) {
            return new Reply(List.of(outgoing), null, null);
        }
    }

    private record Press(Where where, String data) {}

    /** The update of what was pressed just now: who presses again before the answer is there wants it once. */
    private final Cache<Press, Long> presses =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(AGAIN).build();

    private final Conversations conversations;
    private final Articles articles;
    private final Gazetteer gazetteer;
    private final Letters letters;
    private final TelegramStore store;
    private final StaffRelay staff;
    private final HouseSettings house;

    Receptionist(
            Conversations conversations,
            Articles articles,
            Gazetteer gazetteer,
            Letters letters,
            TelegramStore store,
            StaffRelay staff,
            HouseSettings house) {
        this.conversations = conversations;
        this.articles = articles;
        this.gazetteer = gazetteer;
        this.letters = letters;
        this.store = store;
        this.staff = staff;
        this.house = house;
    }

    Reply reply(TelegramStore.Waiting waiting) {
        return switch (waiting.incoming()) {
            case Incoming.Said said when said.edited() -> corrected(waiting.updateId(), said);
            case Incoming.Said said -> said(waiting.updateId(), said);
            case Incoming.Commanded commanded -> commanded(commanded);
            case Incoming.Shown shown -> message(shown.where(), "telegram.only-words");
            case Incoming.Pressed pressed -> pressed(waiting.updateId(), pressed);
            case Incoming.Sought sought -> sought(waiting, sought);
            case Incoming.Joined _, Incoming.Left _, Incoming.Moved _ -> Reply.of();
        };
    }

    /** What is said where no reply was found because something is broken. */
    Reply apology(Incoming incoming) {
        Where where = incoming.asked();
        if (incoming instanceof Incoming.Pressed pressed) {
            return toast(pressed, "telegram.broken", true);
        }
        return where == null ? Reply.of() : message(where, "telegram.broken");
    }

    /** What somebody is told who writes faster than they are answered. */
    Outgoing slowDown(Where where) {
        Locale locale = Letters.locale(where.english());
        return new Outgoing.Send(
                where.chatId(),
                where.threadId(),
                where.messageId(),
                null,
                new RichText().add(letters.say(locale, "telegram.slow-down")).messages().getFirst(),
                List.of(),
                null);
    }

    private Reply said(long updateId, Incoming.Said said) {
        Where where = said.where();
        if (isBlank(said.text())) {
            return message(where, "telegram.help", String.valueOf(house.limits().message()));
        }
        if (isTooLong(said.text())) {
            return message(where, "telegram.too-long", String.valueOf(house.limits().message()));
        }
        Exchange exchange = ask(updateId, where, said.text());
        Locale locale = Letters.locale(said.text(), where.english());
        List<String> texts = said.caption()
                ? letters.reply(letters.say(locale, "telegram.only-caption"), exchange.reply(), locale)
                : letters.reply(exchange.reply(), locale);
        return answered(where, where.messageId(), exchange, texts, locale);
    }

    private Exchange ask(long updateId, Where where, String question) {
        // Somebody who begins anew is the same visitor.
        String visitor = "telegram " + where.userId();
        String district = store.person(where).district();
        return conversations.say(
                conversation(where), question, "telegram " + updateId, district, visitor, Channel.TELEGRAM, _ -> {});
    }

    /** The conversation that goes on, or a new one. */
    private String conversation(Where where) {
        TelegramStore.Person person = store.person(where);
        String conversation = person.conversationId();
        if (conversation == null || !conversations.isOpen(conversation)) {
            conversation = conversations.begin();
        }
        store.keep(where, new TelegramStore.Person(conversation, person.district()));
        return conversation;
    }

    /** @param after a message that came after all of the bot's before, {@code null} where none is known */
    private Reply answered(
            Where where, @Nullable Integer after, Exchange exchange, List<String> texts, Locale locale) {
        List<Outgoing> outgoing = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i == texts.size() - 1;
            outgoing.add(new Outgoing.Send(
                    where.chatId(),
                    where.threadId(),
                    where.group() && i == 0 ? where.messageId() : null,
                    after,
                    texts.get(i),
                    last ? letters.buttons(exchange, locale, null) : List.of(),
                    exchange.messageId()));
        }
        return new Reply(outgoing, exchange.reply().status(), answer(where, exchange));
    }

    private static TelegramStore.Answer answer(Where where, Exchange exchange) {
        return new TelegramStore.Answer(exchange.messageId(), where.chatId(), where.userId(), where.messageId(), null);
    }

    /** Corrects the answer where it stands; a message that changed in nothing but its looks keeps its answer. */
    private Reply corrected(long updateId, Incoming.Said said) {
        Where where = said.where();
        Optional<TelegramStore.Answer> answer = store.answerTo(where);
        Optional<Exchange> before = answer.flatMap(known -> conversations.find(known.turnId()));
        if (before.isEmpty() || isBlank(said.text()) || isTooLong(said.text())) {
            return isBlank(said.text()) ? Reply.of() : said(updateId, said);
        }
        String turn = before.get().messageId();
        boolean same = before.get().utterance().equals(said.text());
        if (same && !Objects.equals(answer.get().correctedBy(), updateId)) {
            return Reply.of();
        }
        store.correcting(turn, updateId);
        Exchange exchange = same
                ? before.get()
                : conversations.correct(turn, said.text(), store.person(where).district()).orElse(before.get());
        List<Integer> sent = store.sentMessages(turn);
        Locale locale = Letters.locale(said.text(), where.english());
        List<String> texts = letters.reply(letters.say(locale, "telegram.corrected"), exchange.reply(), locale);
        List<Outgoing> outgoing = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<List<Outgoing.Button>> buttons =
                    i == texts.size() - 1 ? letters.buttons(exchange, locale, null) : List.of();
            outgoing.add(i < sent.size()
                    ? new Outgoing.Edit(where.chatId(), sent.get(i), texts.get(i), buttons, turn)
                    : new Outgoing.Send(
                            where.chatId(), where.threadId(), where.messageId(), null, texts.get(i), buttons, turn));
        }
        sent.stream().skip(texts.size()).forEach(more -> outgoing.add(new Outgoing.Delete(where.chatId(), more)));
        return new Reply(outgoing, exchange.reply().status(), null);
    }

    private Reply commanded(Incoming.Commanded command) {
        Where where = command.where();
        return switch (command.name()) {
            case "start" -> message(where, "telegram.start", covered(where), examples());
            case "about" -> about(where);
            case "district" -> district(where, command.argument());
            case "human" -> where.group()
                    ? message(where, "telegram.human.private")
                    : new Reply(staff.ask(where, conversation(where)), null, null);
            case "new" -> {
                endStaff(where);
                store.keep(where, new TelegramStore.Person(null, store.person(where).district()));
                yield message(where, "telegram.new");
            }
            case "forget" -> {
                endStaff(where);
                store.turns(where).stream()
                        .flatMap(turn -> conversations.find(turn).stream())
                        .map(Exchange::conversationId)
                        .distinct()
                        .forEach(conversations::forget);
                Optional.ofNullable(store.person(where).conversationId()).ifPresent(conversations::forget);
                store.forget(where);
                yield message(where, "telegram.forget");
            }
            default -> message(where, "telegram.help", String.valueOf(house.limits().message()));
        };
    }

    private void endStaff(Where where) {
        if (!where.group()) {
            staff.end(where.chatId());
        }
    }

    private Reply about(Where where) {
        List<Article> all = articles.all();
        String titles = all.stream()
                .limit(MOST_TITLES)
                .map(article -> "· " + Letters.shortened(article.title(), 60)
                        + Stream.of(article.district(), article.year())
                                .filter(Objects::nonNull)
                                .map(String::valueOf)
                                .collect(Collectors.collectingAndThen(
                                        Collectors.joining(" "), known -> known.isEmpty() ? "" : " (" + known + ")")))
                .collect(Collectors.joining("\n"))
                + (all.size() > MOST_TITLES ? "\n…" : "");
        String latest = all.stream()
                .map(Article::year)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .map(String::valueOf)
                .orElse("?");
        return message(
                where,
                "telegram.about",
                String.valueOf(all.size()),
                titles,
                covered(where),
                latest,
                String.valueOf(house.retention().toDays()));
    }

    private Reply district(Where where, String wanted) {
        if (wanted.isEmpty()) {
            String chosen = store.person(where).district();
            Locale locale = Letters.locale(where.english());
            String question = chosen == null
                    ? letters.say(locale, "telegram.district.which")
                    : letters.say(locale, "telegram.district.other", chosen);
            return Reply.of(new Outgoing.Send(
                    where.chatId(),
                    where.threadId(),
                    where.group() ? where.messageId() : null,
                    where.messageId(),
                    new RichText().add(question).messages().getFirst(),
                    districtButtons(locale),
                    null));
        }
        if (ALL_DISTRICTS.contains(wanted.toLowerCase(Locale.ROOT))) {
            choose(where, null);
            return message(where, "telegram.district.none");
        }
        Set<String> covered = districts().keySet();
        Set<String> named = gazetteer.mentions(wanted).stream()
                .flatMap(mention -> mention.districts().stream())
                .map(district -> district.name())
                .filter(covered::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (covered.contains(wanted)) {
            named.add(wanted);
        }
        if (named.size() != 1) {
            return message(where, "telegram.district.unknown", Letters.shortened(wanted, 20), covered(where));
        }
        String chosen = named.iterator().next();
        choose(where, chosen);
        return message(where, "telegram.district.chosen", chosen);
    }

    private void choose(Where where, @Nullable String district) {
        store.keep(where, new TelegramStore.Person(store.person(where).conversationId(), district));
    }

    private List<List<Outgoing.Button>> districtButtons(Locale locale) {
        List<List<Outgoing.Button>> rows = new ArrayList<>();
        List<Outgoing.Button> row = new ArrayList<>();
        for (String district : districts().keySet().stream().limit(MOST_DISTRICTS).toList()) {
            String data = Letters.DISTRICT + ":" + district;
            if (data.getBytes(StandardCharsets.UTF_8).length <= LONGEST_DATA) {
                row.add(new Outgoing.Button(district, data));
            }
            if (row.size() == 2) {
                rows.add(List.copyOf(row));
                row.clear();
            }
        }
        if (!row.isEmpty()) {
            rows.add(List.copyOf(row));
        }
        rows.add(List.of(new Outgoing.Button(
                letters.say(locale, "telegram.district.any"), Letters.DISTRICT + ":" + NO_DISTRICT)));
        return rows;
    }

    /** Anybody in a chat may look at a source; the other buttons are those of who asked. */
    private Reply pressed(long updateId, Incoming.Pressed pressed) {
        String[] data = pressed.data().split(":", 3);
        if (data[0].equals(Letters.DISTRICT) && data.length == 2) {
            return pressedDistrict(pressed, data[1]);
        }
        if (pressed.data().equals(StaffRelay.END) && !pressed.where().group()) {
            staff.end(pressed.where().chatId());
            String done = letters.say(Letters.locale(pressed.where().english()), "telegram.human.ended");
            return Reply.of(new Outgoing.Toast(pressed.queryId(), done, false), changedTo(pressed.where(), done));
        }
        if (data.length != 3 || !data[2].matches("[0-9]{1,3}")) {
            return toast(pressed, "telegram.button.unknown", false);
        }
        Where where = pressed.where();
        Optional<TelegramStore.Answer> asked = store.answer(data[1], where.chatId());
        Optional<Exchange> found = asked.flatMap(answer -> conversations.find(answer.turnId()));
        if (found.isEmpty()) {
            return toast(pressed, "telegram.button.gone", true);
        }
        Exchange exchange = found.get();
        int number = Integer.parseInt(data[2]);
        boolean own = asked.get().userId() == where.userId();
        boolean sends = data[0].equals(Letters.SOURCE) || data[0].equals(Letters.SUGGESTION);
        if (sends && !Objects.equals(presses.get(new Press(where, pressed.data()), _ -> updateId), updateId)) {
            return Reply.of(new Outgoing.Toast(pressed.queryId(), "", false));
        }
        return switch (data[0]) {
            case Letters.SOURCE ->
                source(pressed, exchange.reply(), number, Letters.locale(exchange.utterance(), where.english()));
            case Letters.SUGGESTION -> own ? suggested(updateId, pressed, exchange, number) : notYours(pressed);
            case Letters.UP -> own ? rated(pressed, exchange, Feedback.Rating.UP) : notYours(pressed);
            case Letters.DOWN -> own ? rated(pressed, exchange, Feedback.Rating.DOWN) : notYours(pressed);
            default -> toast(pressed, "telegram.button.unknown", false);
        };
    }

    private Reply notYours(Incoming.Pressed pressed) {
        return toast(pressed, "telegram.button.not-yours", true);
    }

    private Reply pressedDistrict(Incoming.Pressed pressed, String district) {
        boolean none = district.equals(NO_DISTRICT);
        if (!none && !districts().containsKey(district)) {
            return toast(pressed, "telegram.button.gone", true);
        }
        choose(pressed.where(), none ? null : district);
        Locale locale = Letters.locale(pressed.where().english());
        String done = none
                ? letters.say(locale, "telegram.district.none")
                : letters.say(locale, "telegram.district.chosen", district);
        Outgoing heard = new Outgoing.Toast(pressed.queryId(), done, false);
        return pressed.where().group()
                ? Reply.of(heard)
                : Reply.of(heard, changedTo(pressed.where(), done));
    }

    /** Other words, and no buttons, where a button was pressed. */
    private static Outgoing changedTo(Where where, String words) {
        String html = new RichText().add(words).messages().getFirst();
        return new Outgoing.Edit(where.chatId(), where.messageId(), html, List.of(), null);
    }

    private Reply source(Incoming.Pressed pressed, GivenReply reply, int number, Locale locale) {
        if (number >= reply.citations().size()) {
            return toast(pressed, "telegram.button.gone", true);
        }
        Where where = pressed.where();
        List<Outgoing> outgoing = new ArrayList<>();
        outgoing.add(new Outgoing.Toast(pressed.queryId(), "", false));
        letters.passage(number, reply.citations().get(number), locale).forEach(html -> outgoing.add(new Outgoing.Send(
                where.chatId(), where.threadId(), where.messageId(), null, html, List.of(), null)));
        return new Reply(outgoing, null, null);
    }

    private Reply suggested(long updateId, Incoming.Pressed pressed, Exchange exchange, int number) {
        if (number >= exchange.reply().suggestions().size()) {
            return toast(pressed, "telegram.button.gone", true);
        }
        String question = exchange.reply().suggestions().get(number);
        Exchange next = ask(updateId, pressed.where(), question);
        Locale locale = Letters.locale(question, pressed.where().english());
        List<String> texts = letters.reply(letters.say(locale, "telegram.asked", question), next.reply(), locale);
        Reply answered = answered(pressed.where(), null, next, texts, locale);
        List<Outgoing> outgoing = new ArrayList<>(answered.outgoing());
        outgoing.addFirst(new Outgoing.Toast(pressed.queryId(), "", false));
        return new Reply(outgoing, answered.status(), answered.answer());
    }

    private Reply rated(Incoming.Pressed pressed, Exchange exchange, Feedback.Rating rating) {
        conversations.feedback(exchange.messageId(), new Feedback(rating, null));
        Where where = pressed.where();
        Locale locale = Letters.locale(exchange.utterance(), where.english());
        return Reply.of(
                new Outgoing.Toast(pressed.queryId(), letters.say(locale, "telegram.thanks"), false),
                new Outgoing.Mark(where.chatId(), where.messageId(), letters.buttons(exchange, locale, rating)));
    }

    private Reply toast(Incoming.Pressed pressed, String key, boolean alert) {
        Locale locale = Letters.locale(pressed.where().english());
        return Reply.of(new Outgoing.Toast(pressed.queryId(), letters.say(locale, key), alert));
    }

    private Reply sought(TelegramStore.Waiting waiting, Incoming.Sought sought) {
        if (store.isOvertaken(waiting)) {
            return Reply.of();
        }
        boolean question = !isBlank(sought.text()) && !isTooLong(sought.text());
        Locale locale = Letters.locale(sought.text(), sought.english());
        List<Outgoing.Result> results =
                question ? letters.results(conversations.glance(sought.text()), locale) : List.of();
        return Reply.of(new Outgoing.Results(sought.queryId(), results, letters.say(locale, "telegram.invitation")));
    }

    private Reply message(Where where, String key, Object... arguments) {
        Locale locale = Letters.locale(where.english());
        List<Outgoing> outgoing = new ArrayList<>();
        for (String html : new RichText().add(letters.say(locale, key, arguments)).messages()) {
            outgoing.add(new Outgoing.Send(
                    where.chatId(),
                    where.threadId(),
                    where.group() ? where.messageId() : null,
                    where.messageId(),
                    html,
                    List.of(),
                    null));
        }
        return new Reply(outgoing, null, null);
    }

    private Map<String, TreeSet<Integer>> districts() {
        Map<String, TreeSet<Integer>> covered = new TreeMap<>();
        for (Article article : articles.all()) {
            if (article.district() != null) {
                TreeSet<Integer> years = covered.computeIfAbsent(article.district(), _ -> new TreeSet<>());
                Optional.ofNullable(article.year()).ifPresent(years::add);
            }
        }
        return covered;
    }

    private String covered(Where where) {
        String between = letters.say(Letters.locale(where.english()), "telegram.between");
        Map<String, TreeSet<Integer>> all = districts();
        String listed = all.entrySet().stream()
                .limit(MOST_DISTRICTS)
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey()
                        : "%s (%s)".formatted(
                                entry.getKey(),
                                entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .collect(Collectors.joining(between));
        return all.size() > MOST_DISTRICTS ? listed + "…" : listed;
    }

    private String examples() {
        return house.examples().stream().map(example -> "· " + example).collect(Collectors.joining("\n"));
    }

    private boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > house.limits().message();
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT);
    }
}

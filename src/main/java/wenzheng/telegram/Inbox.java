package wenzheng.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Where updates come in: each is stored once, then handed to its lane. Safe for use by many threads. */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** What would be answered later than this is not answered. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A person who was told to slow down is not told again before they were quiet for so long. */
    private static final Duration NOTICE_PAUSE = Duration.ofMinutes(2);

    private static final int PEOPLE = 100_000;

    private record Speaker(long chatId, long userId) {}

    private final UpdateReader reader;
    private final TelegramStore store;
    private final Receptionist receptionist;
    private final Lanes lanes;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Cache<Speaker, Tempo> tempos;
    private final Cache<Speaker, Instant> warned =
            Caffeine.newBuilder().maximumSize(PEOPLE).expireAfterAccess(NOTICE_PAUSE).build();
    private final Cache<String, Integer> albums =
            Caffeine.newBuilder().maximumSize(PEOPLE).expireAfterWrite(Duration.ofMinutes(1)).build();
    private final int burst;
    private final Duration interval;

    Inbox(
            UpdateReader reader,
            TelegramStore store,
            Receptionist receptionist,
            Lanes lanes,
            TelegramSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.reader = reader;
        this.store = store;
        this.receptionist = receptionist;
        this.lanes = lanes;
        this.meters = meters;
        this.clock = clock;
        burst = settings.burst();
        interval = Duration.ofMinutes(1).dividedBy(settings.perMinute());
        tempos = Caffeine.newBuilder()
                .maximumSize(PEOPLE)
                .expireAfterAccess(interval.multipliedBy(burst).plus(PATIENCE))
                .build();
    }

    /** Returns when the update is stored, or concerns nobody. */
    void receive(Update update) {
        Optional<Incoming> read;
        try {
            read = reader.read(update);
        } catch (RuntimeException strange) {
            LOG.warn("Telegram update {} is of no known form and is passed over", update.getUpdateId(), strange);
            read = Optional.empty();
        }
        if (isMoreOfAnAlbum(update, read.orElse(null))) {
            read = Optional.empty();
        }
        meters.counter("wenzheng.telegram.updates", "kind", read.map(Incoming::label).orElse("other")).increment();
        if (read.isEmpty() || store.knows(update.getUpdateId())) {
            return;
        }
        if (store(update.getUpdateId(), read.get())) {
            lanes.wake(read.get().lane());
        }
    }

    /** The pictures of an album come as a message each; it is answered once. */
    private boolean isMoreOfAnAlbum(Update update, @Nullable Incoming read) {
        String album = update.getMessage() == null ? null : update.getMessage().getMediaGroupId();
        if (album == null || read == null) {
            return false;
        }
        Integer first = albums.get(album, _ -> update.getUpdateId());
        return read instanceof Incoming.Shown && !update.getUpdateId().equals(first);
    }

    private boolean store(long updateId, Incoming incoming) {
        Instant now = clock.instant();
        Where where = incoming.asked();
        if (where == null) {
            return store.add(updateId, incoming, now, null);
        }
        store.comeBack(where.chatId());
        Speaker speaker = new Speaker(where.chatId(), where.userId());
        Optional<Instant> due = tempos.get(speaker, _ -> new Tempo(burst, interval)).next(now, PATIENCE);
        boolean slow = due.isEmpty() || due.get().isAfter(now);
        boolean first = slow && warned.asMap().putIfAbsent(speaker, now) == null;
        Outgoing notice = first ? receptionist.slowDown(where) : null;
        return store.add(updateId, incoming, due.orElse(null), notice);
    }
}

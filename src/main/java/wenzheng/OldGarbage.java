package wenzheng;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has the heap collected where much of its old part has become garbage. The serial collector, which takes the least
 * memory, lets that part grow up to the heap's limit before it looks for garbage there; here that is half of the
 * machine's memory (bin/jvm.options). Does nothing under another collector, which looks by itself.
 */
@Component
@Profile("!evaluation")
class OldGarbage {

    private static final long LITTLE = 16L << 20;

    private final Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Tenured Gen"))
            .findFirst();

    /** Takes about 2 ms for each MB in use; the first time, half a minute after the start, its garbage goes. */
    @Scheduled(initialDelay = 30, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void collect() {
        if (old.filter(pool -> isMuch(pool.getUsage(), pool.getCollectionUsage())).isPresent()) {
            System.gc();
        }
    }

    /** @param collected right after the last collection, nothing used before the first */
    static boolean isMuch(MemoryUsage now, MemoryUsage collected) {
        return now.getUsed() - collected.getUsed() > Math.max(LITTLE, collected.getUsed() / 4);
    }
}

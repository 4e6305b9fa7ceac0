package wenzheng.telegram;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Ends a bot at a chosen moment, as kill -9 would: from then on nothing it does reaches the database or the network. The
 * moments are before and after every statement that changes something, every commit and every call of the Bot API,
 * counted from one.
 */
final class KillSwitch extends DelegatingDataSource implements Consumer<String> {

    static final class Killed extends RuntimeException {}

    private final int moment;
    private int passed;
    private boolean killed;
    private int accepted;
    private int marked;
    private String last = "";

    KillSwitch(DataSource database, int moment) {
        super(database);
        this.moment = moment;
    }

    synchronized boolean isKilled() {
        return killed;
    }

    /** Whether Telegram had taken a message when the bot was ended before it could note that. */
    synchronized boolean isBeforeTheNote() {
        return accepted > marked;
    }

    /** Where it was ended. */
    @Override
    public synchronized String toString() {
        return "killed at moment %d, %s".formatted(moment, last);
    }

    private synchronized void pass(String what) {
        if (killed) {
            throw new Killed();
        }
        last = what;
        accepted += what.equals("done sendmessage") ? 1 : 0;
        marked += what.startsWith("after update telegram_message set finished_at") ? 1 : 0;
        if (++passed == moment) {
            killed = true;
            throw new Killed();
        }
    }

    /** Hears of a call of the Bot API. */
    @Override
    public void accept(String call) {
        if (!call.contains("setmycommands") && !call.contains("sendchataction")) {
            pass(call);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, super.getConnection(), null);
    }

    private <T> T proxy(Class<T> type, T real, @Nullable String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    boolean counts = Set.of("executeUpdate", "commit").contains(method.getName());
                    String what = sql == null ? method.getName() : sql;
                    if (counts) {
                        pass("before " + what);
                    }
                    Object result = invoke(real, method, arguments);
                    if (counts) {
                        pass("after " + what);
                    }
                    return result instanceof PreparedStatement statement && arguments != null
                            ? proxy(PreparedStatement.class, statement, String.valueOf(arguments[0]).strip())
                            : result;
                }));
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}

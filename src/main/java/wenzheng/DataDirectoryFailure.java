package wenzheng;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the start fails because of the data directory or the database in it. */
final class DataDirectoryFailure {

    private DataDirectoryFailure() {}

    static class OfDirectory extends AbstractFailureAnalyzer<DataDirectory.Unusable> {

        @Override
        protected FailureAnalysis analyze(Throwable root, DataDirectory.Unusable cause) {
            return new FailureAnalysis(
                    "数据目录 %s 无法建立（%s）。\nThe data directory cannot be made."
                            .formatted(cause.directory(), cause.getCause()),
                    "请把该目录的写权限交给运行本程序的用户，或用环境变量 WENZHENG_DATA_DIRECTORY 指定另一个目录。\n"
                            + "Give the user who runs this program write access, or name another directory in"
                            + " WENZHENG_DATA_DIRECTORY.",
                    cause);
        }
    }

    static class OfDatabase extends AbstractFailureAnalyzer<SQLException> {

        /** H2's error code for a database file that another process holds. */
        private static final int DATABASE_ALREADY_OPEN = 90020;

        @Override
        protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
            if (cause.getErrorCode() != DATABASE_ALREADY_OPEN) {
                return null;
            }
            return new FailureAnalysis(
                    "数据目录中的数据库正被另一个进程使用。\nAnother process uses the database in the data directory.",
                    "请先停止那个进程，或用环境变量 WENZHENG_DATA_DIRECTORY 指定另一个目录。\n"
                            + "Stop that process, or name another directory in WENZHENG_DATA_DIRECTORY.",
                    cause);
        }
    }
}

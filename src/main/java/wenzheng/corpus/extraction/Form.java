package wenzheng.corpus.extraction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A form that articles come in. */
public enum Form {
    TEXT("txt"),
    MARKDOWN("md"),
    HTML("html", "htm"),
    WORD("docx"),
    PDF("pdf");

    private final List<String> endings;

    Form(String... endings) {
        this.endings = List.of(endings);
    }

    /** @return by what stands behind the last point, in either case */
    public static Optional<Form> of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(form -> form.endings.contains(ending)).findFirst();
    }

    /** Whether its bytes are text as they stand. */
    public boolean isPlain() {
        return this == TEXT || this == MARKDOWN;
    }
}

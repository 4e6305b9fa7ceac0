package wenzheng.answer;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.WordList;

/**
 * Something that a person wants to do at an office, by {@code procedures.txt}: to apply, to register, to make an
 * appointment. What only mentions the thing applied for does not tell how to apply.
 */
final class Procedure {

    /** How, where, by what papers: before the deed or behind it; %s is the deed. */
    private static final String ASKED = "(?:怎么样?|怎样|如何|咋样?|去?哪儿?里?|到哪儿?里?|什么时候|何时|啥时候?)(?:才?能|可以|去|来|自己|给|在)?"
            + "(?:网上|线上|在线|手机)?(?:%1$s)|(?:%1$s).{0,6}(?:条件|材料|资料|流程|程序|手续|步骤|资格|入口|方式)"
            + "|(?:什么|啥|哪些|几样)(?:条件|材料|资料|流程|程序|手续|步骤|资格|证件).{0,4}(?:%1$s)";

    private static final List<Procedure> ALL = WordList.read(Procedure.class, "procedures.txt").stream()
            .map(line -> line.split("\t"))
            .map(cells -> new Procedure(ASKED.formatted(cells[0]), cells[1]))
            .toList();

    private final Pattern asked;
    private final Pattern told;

    private Procedure(String asked, String told) {
        this.asked = Pattern.compile(asked);
        this.told = Pattern.compile(told);
    }

    /** @return what the question asks how to do, {@code null} if nothing of the kind */
    static @Nullable Procedure in(String question) {
        return ALL.stream().filter(procedure -> procedure.asked.matcher(question).find()).findFirst().orElse(null);
    }

    /** Whether a passage, or its headings, speaks of the deed itself. */
    boolean isToldIn(Passage passage) {
        return told.matcher(Folding.fold(passage.section() + passage.text())).find();
    }
}

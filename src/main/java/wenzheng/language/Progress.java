package wenzheng.language;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How far a piece of work is, as a text says it: whether planned or done, which step of it, of what sort. */
public enum Progress {
    /** To be done: 计划, 力争, 确保. */
    PLANNED,
    /** Done: 已, 建成了, 实际. */
    ACHIEVED,
    /** Work begins: 开工, 动工. */
    BEGUN,
    /** Work ends: 竣工, 完工. */
    FINISHED,
    /** In use: 通车, 投用, 开馆. */
    OPENED,
    /** 新建. */
    NEW,
    /** 续建. */
    CONTINUED,
    /** 改扩建, 改造. */
    REBUILT;

    private record Rule(Progress progress, Pattern pattern) {}

    private static final List<Rule> RULES = WordList.read(Progress.class, "progress.txt").stream()
            .map(line -> line.split("\t", 2))
            .map(parts -> new Rule(valueOf(parts[0]), Pattern.compile(parts[1])))
            .toList();

    /**
     * @param folded a clause or a sentence
     * @return what it says of it; empty where it says nothing
     */
    public static Set<Progress> in(String folded) {
        Set<Progress> said = EnumSet.noneOf(Progress.class);
        RULES.stream()
                .filter(rule -> rule.pattern().matcher(folded).find())
                .forEach(rule -> said.add(rule.progress()));
        return said;
    }
}

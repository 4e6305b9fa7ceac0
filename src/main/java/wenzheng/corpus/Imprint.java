package wenzheng.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.language.District;
import wenzheng.language.Gazetteer;
import wenzheng.language.Sentences;

/** Infers from a page what a catalogue would say about it. */
final class Imprint {

    /** What is said here says more about the whole than what is said below. */
    private static final int LEAD = 200;
    private static final int LEAD_WEIGHT = 3;
    private static final int SHORTEST_TITLE = 8;
    /** A headline in two parts, with a space between them, is no longer than this. */
    private static final int LONGEST_HEADLINE = 40;
    private static final int LONGEST_TITLE = 60;
    private static final Pattern SPACE = Pattern.compile("[\\s\\u3000\\u00a0]+");
    /** Official documents name themselves: …关于…的通知. */
    private static final Pattern DOCUMENT =
            Pattern.compile("[^\\s，。；]{0,30}关于[^，。；]{4,70}?的(?:通知|公告|通告|意见|决定|办法|方案|批复|公示|报告|函)(?![\\p{IsHan}》”])");
    private static final Pattern DATELINE =
            Pattern.compile("^(?:本报|[\\p{IsHan}]{2,8}社)?[^，。,（(]{0,14}[讯电]\\s*(?:[（(][^）)]*[）)])?\\s*");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)((?:19|20)\\d\\d)(?:年|[-/.]\\d{1,2}[-/.]\\d{1,2})");
    private static final Pattern GOAL_BEFORE = Pattern.compile(".*(?:到|至|—|-)$", Pattern.DOTALL);

    private final Gazetteer gazetteer;

    Imprint(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    record Facts(
            @Nullable String title, @Nullable String district, @Nullable Integer year, @Nullable String outlet) {}

    Facts infer(List<Block> page) {
        StringBuilder text = new StringBuilder();
        page.forEach(block -> text.append(block).append('\n'));
        String title = title(page);
        String said = title == null ? text.toString() : title + "\n" + text;
        String asides = page.stream()
                .filter(block -> block.kind() == Block.Kind.ASIDE)
                .map(Block::toString)
                .collect(Collectors.joining("\n"));
        Integer published = year(asides);
        return new Facts(title, district(said), published != null ? published : year(said), outlet(page));
    }

    private static @Nullable String title(List<Block> page) {
        for (Block block : page) {
            if (block.kind() == Block.Kind.HEADING && block.level() == 1) {
                return block.toString();
            }
        }
        int prose = 0;
        while (prose < page.size() && Headings.looksLikeOne(page.get(prose))) {
            prose++;
        }
        if (prose > 0 && Headings.isNumbered(page.getFirst().toString())) {
            prose = 0;
        }
        boolean sectionFirst = prose > 1 && page.get(1).blankLines() == 0;
        if (prose > 0 && !sectionFirst) {
            return opening(page.getFirst().toString());
        }
        List<Block> tail = tail(page);
        if (prose > 0 && !tail.isEmpty()) {
            StringBuilder title = new StringBuilder();
            tail.forEach(title::append);
            return title.toString();
        }
        if (sectionFirst) {
            return page.get(0) + " " + page.get(1);
        }
        return page.stream()
                .map(Block::toString)
                .filter(text -> !Headings.isNumbered(text))
                .findFirst()
                .map(Imprint::opening)
                .orElse(null);
    }

    /** The text up to a space, where enough stands before it; else as much as a title takes. */
    private static String opening(String paragraph) {
        String text = DATELINE.matcher(paragraph).replaceFirst("");
        if (text.length() <= LONGEST_HEADLINE) {
            return text;
        }
        Matcher document = DOCUMENT.matcher(text.substring(0, Math.min(text.length(), 3 * LONGEST_TITLE)));
        if (document.find()) {
            return document.group();
        }
        Matcher space = SPACE.matcher(text);
        int end = space.find(SHORTEST_TITLE) && space.start() <= LONGEST_TITLE
                ? space.start()
                : Sentences.sentences(text).getFirst().end();
        return text.substring(0, Math.min(end, LONGEST_TITLE)).strip();
    }

    /** The lines that look like headings at the end of the page, where nothing stands below them. */
    private static List<Block> tail(List<Block> page) {
        int start = page.size();
        while (start > 0 && Headings.looksLikeOne(page.get(start - 1)) && page.get(start - 1).blankLines() < 2) {
            start--;
        }
        return start == 0 ? List.of() : page.subList(start, page.size());
    }

    /** The page without the blocks at its head and foot that only repeat its title. */
    static List<Block> withoutTitle(List<Block> page, String title) {
        String wanted = letters(title);
        List<Block> rest = new ArrayList<>(page);
        while (!rest.isEmpty() && (repeats(rest.getFirst(), wanted) || extendsIt(rest.getFirst(), wanted))) {
            rest.removeFirst();
        }
        while (!rest.isEmpty() && repeats(rest.getLast(), wanted)) {
            rest.removeLast();
        }
        return rest;
    }

    private static boolean repeats(Block block, String title) {
        String text = letters(block.toString());
        return isHeading(block) && text.length() > 1 && title.contains(text);
    }

    /** Whether the block is the title with a subtitle behind it. */
    private static boolean extendsIt(Block block, String title) {
        return isHeading(block) && letters(block.toString()).startsWith(title);
    }

    private static boolean isHeading(Block block) {
        return block.kind() == Block.Kind.HEADING || Headings.looksLikeOne(block);
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private @Nullable String district(String text) {
        Map<District, Integer> weights = new LinkedHashMap<>();
        Map<District, Boolean> named = new HashMap<>();
        for (Gazetteer.Mention mention : gazetteer.mentions(text)) {
            int weight = (mention.fullName() ? 2 : 1) * (mention.span().start() < LEAD ? LEAD_WEIGHT : 1);
            weights.merge(mention.district(), weight, Integer::sum);
            named.merge(mention.district(), mention.fullName(), Boolean::logicalOr);
        }
        return weights.entrySet().stream()
                .filter(entry -> named.getOrDefault(entry.getKey(), false))
                .max(Map.Entry.<District, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(District::level))))
                .map(entry -> entry.getKey().name())
                .orElse(null);
    }

    /** The year spoken of most, goals aside; of two, the later: a report of one year is published in the next. */
    private static @Nullable Integer year(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        Matcher years = YEAR.matcher(text);
        while (years.find()) {
            if (!GOAL_BEFORE.matcher(text.substring(Math.max(0, years.start() - 1), years.start())).matches()) {
                counts.merge(Integer.valueOf(years.group(1)), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static @Nullable String outlet(List<Block> page) {
        for (Block block : page) {
            String credit = block.kind() == Block.Kind.ASIDE
                    ? block.toString()
                    : block.toString().substring(Credits.tail(block.toString())).strip();
            String outlet = credit.isEmpty() ? null : Credits.outlet(credit);
            if (outlet != null) {
                return outlet;
            }
        }
        return null;
    }
}

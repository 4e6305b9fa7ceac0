package wenzheng.answer;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wenzheng.language.Span;
import wenzheng.language.WordList;

/** Words by which a question asks, or an article tells, of what; the expressions of {@code signs.txt}. */
enum Signs {
    /** A question asks one of each of several things. */
    EACH,
    /** A question asks for one thing of a kind, or for its name. */
    ONE,
    /** A question asks where something lies. */
    AT,
    /** A text tells where something lies. */
    LOCATION,
    /** A question points at something that it does not name. */
    POINTS,
    /** A question for the date that a year answers. */
    YEAR,
    /** A text names an office or an organisation. */
    ORGANISATION,
    /** A question asks for a company. */
    COMPANY,
    /** A text names companies. */
    COMPANIES,
    /** A question asks for something on the web. */
    ONLINE,
    /** A question asks for an address to write to. */
    MAIL,
    /** A telephone number. */
    NUMBER,
    /** An e-mail address. */
    ADDRESS,
    /** A web address, or what is to be found by its name. */
    SITE,
    /** A sentence announces what those behind it say. */
    OPENS,
    /** A sentence asks what those behind it answer. */
    ASKS,
    /** A sentence says something of something, as a heading run in before the text does not. */
    TELLS;

    private static final Map<Signs, Pattern> EXPRESSIONS = WordList.read(Signs.class, "signs.txt").stream()
            .map(line -> line.split("\t"))
            .collect(Collectors.toMap(cells -> valueOf(cells[0]), cells -> Pattern.compile(cells[1])));

    /** @return in the text, in order */
    List<Span> in(String folded) {
        return EXPRESSIONS.get(this).matcher(folded).results()
                .map(match -> new Span(match.start(), match.end()))
                .toList();
    }

    /** @param folded a text */
    boolean isIn(String folded) {
        return EXPRESSIONS.get(this).matcher(folded).find();
    }
}

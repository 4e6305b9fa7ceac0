package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of headings at the place reached. A marked or numbered heading ends those of its level and below. Of
 * unmarked ones only neighbours tell their level: several in a row are nested and begin anew, one alone takes the place
 * of the last.
 */
final class Outline {

    private static final int UNMARKED = 10;
    private static final int NUMBERED = 20;

    private record Heading(int rank, String text) {}

    private final List<Heading> path = new ArrayList<>();

    void enterMarked(String heading, int level) {
        enter(heading, level);
    }

    void enterNumbered(String heading, int level) {
        enter(heading, NUMBERED + level);
    }

    /** Headings that stand in a row, outermost first. */
    void enterUnmarked(List<String> row) {
        int rank = UNMARKED;
        if (row.size() == 1) {
            rank = path.stream()
                    .mapToInt(Heading::rank)
                    .filter(known -> known >= UNMARKED && known < NUMBERED)
                    .max()
                    .orElse(UNMARKED);
        }
        for (String heading : row) {
            enter(heading, rank++);
        }
    }

    private void enter(String heading, int rank) {
        path.removeIf(known -> known.rank() >= rank);
        path.add(new Heading(rank, heading.replaceAll("[\\s\\u3000]+", " ")));
    }

    List<String> path() {
        return path.stream().map(Heading::text).toList();
    }
}

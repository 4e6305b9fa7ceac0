package wenzheng.evaluation;

import java.util.HashMap;
import java.util.Map;
import wenzheng.language.WordList;

/** Writes simplified Chinese in traditional characters. */
final class Traditional {

    private final Map<String, String> entries = new HashMap<>();
    private final int longest;

    Traditional() {
        WordList.read(Traditional.class, "traditional.tsv").stream()
                .map(line -> line.split("\t"))
                .forEach(cells -> entries.put(cells[0], cells[1]));
        longest = entries.keySet().stream().mapToInt(String::length).max().orElse(1);
    }

    String write(String text) {
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int length = Math.min(longest, text.length() - at);
            while (length > 1 && !entries.containsKey(text.substring(at, at + length))) {
                length--;
            }
            String piece = text.substring(at, at + length);
            written.append(entries.getOrDefault(piece, piece));
            at += length;
        }
        return written.toString();
    }
}

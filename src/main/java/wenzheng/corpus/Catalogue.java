package wenzheng.corpus;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What {@code catalog.yml} says about articles.
 *
 * @param entries by the name of the article's file without its extension
 * @param errors what is wrong with it, each saying where and what to do; an entry that is wrong is left out
 */
record Catalogue(Map<String, CatalogueEntry> entries, List<String> errors) {

    static final String FILE = "catalog.yml";
    private static final Set<String> KEYS =
            Set.of("file", "title", "district", "year", "outlet", CatalogueText.VALID_UNTIL, CatalogueText.WITHDRAWN_FROM);
    static final int LARGEST = 3_000_000;
    private static final int EARLIEST_YEAR = 1949;
    private static final int LATEST_YEAR = 2100;

    Catalogue {
        entries = Map.copyOf(entries);
        errors = List.copyOf(errors);
    }

    /** @param articles the names of the files there are; an entry for another is an error */
    static Catalogue read(Path directory, Set<String> articles) {
        CorpusFiles.Seen found = new CorpusFiles(directory, 1).catalogue().orElse(null);
        Path file = directory.resolve(FILE);
        List<String> errors = new ArrayList<>();
        if (found != null && found.fault().isPresent()) {
            errors.add("%s: %s".formatted(file, found.fault().get().sentence()));
        } else if (found != null && found.size() > LARGEST) {
            errors.add("%s: larger than %d bytes. Leave out entries of articles that are gone.".formatted(file, LARGEST));
        } else if (found != null) {
            try {
                return parse(file, Files.readString(file), articles);
            } catch (MalformedInputException e) {
                errors.add("%s: not YAML in UTF-8 (%s). Save it as UTF-8.".formatted(file, e.getMessage()));
            } catch (IOException e) {
                errors.add("%s: cannot be read (%s). Check its permissions.".formatted(file, e));
            }
        }
        return new Catalogue(Map.of(), errors);
    }

    /** @param file what errors name */
    static Catalogue parse(Path file, String text, Set<String> articles) {
        Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (loaded instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    add(file, i + 1, list.get(i), articles, entries, errors);
                }
            } else if (loaded != null) {
                errors.add("%s: not a list. Begin each entry with \"- file:\".".formatted(file));
            }
        } catch (MarkedYAMLException e) {
            errors.add("%s, line %d: not YAML (%s). Correct the line.".formatted(
                    file, e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1, e.getProblem()));
        } catch (YAMLException e) {
            errors.add("%s: not YAML in UTF-8 (%s). Save it as UTF-8.".formatted(file, e.getMessage()));
        }
        return new Catalogue(entries, errors);
    }

    private static void add(Path file, int number, @Nullable Object loaded, Set<String> articles,
            Map<String, CatalogueEntry> entries, List<String> errors) {
        if (!(loaded instanceof Map<?, ?> entry) || !(entry.get("file") instanceof String article)) {
            errors.add("%s, entry %d: names no file. Add \"file:\" with the article's file name."
                    .formatted(file, number));
            return;
        }
        String where = "%s, entry %s: ".formatted(file, article);
        for (Object key : entry.keySet()) {
            if (!(key instanceof String known && KEYS.contains(known))) {
                errors.add(where
                        + "unknown key %s. Use file, title, district, year, outlet, valid-until or withdrawn-from."
                                .formatted(key));
                return;
            }
        }
        if (!articles.contains(article)) {
            errors.add(where + "no article has this file name. Rename the entry or add the article.");
        } else if (entries.containsKey(article)) {
            errors.add(where + "a second entry for this article. Remove one of them.");
        } else if (!isYear(entry.get("year"))) {
            errors.add(where + "year %s is none. Give a year from %d to %d.".formatted(
                    entry.get("year"), EARLIEST_YEAR, LATEST_YEAR));
        } else if (!isDay(entry.get(CatalogueText.VALID_UNTIL)) || !isDay(entry.get(CatalogueText.WITHDRAWN_FROM))) {
            errors.add(where + "valid-until or withdrawn-from is no day. Give one such as 2026-12-31.");
        } else {
            entries.put(article, new CatalogueEntry(
                    text(entry.get("title")),
                    text(entry.get("district")),
                    (Integer) entry.get("year"),
                    text(entry.get("outlet")),
                    day(entry.get(CatalogueText.VALID_UNTIL)),
                    day(entry.get(CatalogueText.WITHDRAWN_FROM))));
        }
    }

    static boolean isYear(int year) {
        return year >= EARLIEST_YEAR && year <= LATEST_YEAR;
    }

    private static boolean isDay(@Nullable Object value) {
        try {
            return value == null || day(value) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** YAML has days of its own, which are read as midnight in UTC. */
    private static @Nullable LocalDate day(@Nullable Object value) {
        if (value instanceof Date date) {
            return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
        }
        return value == null ? null : LocalDate.parse(value.toString().strip());
    }

    private static boolean isYear(@Nullable Object year) {
        return year == null || year instanceof Integer number && isYear(number.intValue());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }
}

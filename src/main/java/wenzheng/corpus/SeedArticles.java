package wenzheng.corpus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The articles of the corpus directory, read once when the program starts. What cannot be read is logged by name and
 * left out; it never keeps the others out.
 */
@Component
class SeedArticles implements Articles {

    private static final Logger log = LoggerFactory.getLogger(SeedArticles.class);

    private final SortedMap<String, Article> articles = new TreeMap<>();

    SeedArticles(CorpusSettings settings, ArticleReader reader) {
        SortedMap<String, Path> files = files(settings.directory());
        Catalogue catalogue = Catalogue.read(settings.directory(), files.keySet());
        catalogue.errors().forEach(log::error);
        files.forEach((id, file) -> {
            try {
                String text = Files.readString(file);
                if (text.isBlank()) {
                    log.error("{}: empty, so it is left out. Remove the file or write the article.", file);
                    return;
                }
                articles.put(id, reader.read(id, text, catalogue.entries().getOrDefault(id, CatalogueEntry.NONE)));
            } catch (CharacterCodingException e) {
                log.error("{}: not UTF-8, so it is left out. Save it as UTF-8.", file);
            } catch (IOException e) {
                log.error("{}: cannot be read, so it is left out. Check its permissions.", file, e);
            } catch (RuntimeException e) {
                log.error("{}: its text could not be split into passages, so it is left out.", file, e);
            }
        });
        log.info("{} articles read from {}", articles.size(), settings.directory());
    }

    /** By name without extension. Of two that differ only in the extension, the first is read. */
    private static SortedMap<String, Path> files(Path directory) {
        SortedMap<String, Path> files = new TreeMap<>();
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(file -> file.getFileName().toString().matches("(?i)[^.].*\\.(txt|md)"))
                    .sorted()
                    .forEach(found::add);
        } catch (IOException e) {
            log.error("{}: no directory that can be read, so there are no articles. "
                    + "Create it or set wenzheng.corpus.directory.", directory, e);
        }
        for (Path file : found) {
            String name = file.getFileName().toString();
            Path known = files.putIfAbsent(name.substring(0, name.lastIndexOf('.')), file);
            if (known != null) {
                log.error("{}: left out, {} has the same name. Rename one of them.", file, known);
            }
        }
        return files;
    }

    @Override
    public List<Article> all() {
        return List.copyOf(articles.values());
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(articles.get(id));
    }
}

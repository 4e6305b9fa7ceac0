package wenzheng.language;

import com.hankcs.hanlp.HanLP;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What the program's own parts are made of: their classes, their lists and the dictionary. What one making of them
 * built and kept is of no use to another. Nobody has to count versions up, and none can be forgotten.
 */
public final class Making {

    private Making() {}

    /**
     * @param parts folders within the program's packages, each with all below it: {@code corpus}, {@code search}
     * @param others what else decides, such as the version of a library
     * @return 16 hexadecimal digits; the same as long as every byte is
     */
    public static String of(List<String> parts, String... others) {
        try {
            MessageDigest digest = Sha256.begin();
            var resolver = new PathMatchingResourcePatternResolver();
            for (String part : parts) {
                Resource[] files = resolver.getResources("classpath*:wenzheng/%s/**/*.*".formatted(part));
                Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
                for (Resource file : files) {
                    // Test classes and models are no part of how texts are cut.
                    String name = String.valueOf(file.getFilename());
                    if (!name.endsWith(".onnx") && !file.getURL().toString().contains("/test-classes/")) {
                        digest.update(name.getBytes(StandardCharsets.UTF_8));
                        try (InputStream content = file.getInputStream()) {
                            digest.update(content.readAllBytes());
                        }
                    }
                }
            }
            digest.update(dictionary().getBytes(StandardCharsets.UTF_8));
            for (String other : others) {
                digest.update(other.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of HanLP's jar, which holds its dictionary and its version. */
    private static String dictionary() {
        URL code = HanLP.class.getProtectionDomain().getCodeSource().getLocation();
        return code.getPath().replaceAll("!?/?$", "").replaceAll(".*/", "");
    }
}

package wenzheng.conversation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells visitors apart without saying who they are: of each, {@value #BITS} bits of a digest that is another for every
 * subject. A digest fits a million addresses, and those of two subjects cannot be told to be of one visitor. Its salt
 * stands beside the database, not in it. Two visitors in {@value #DIGESTS} count as one, never one as two.
 */
@Component
final class Visitors {

    private static final int BITS = 12;
    static final int DIGESTS = 1 << BITS;
    private static final int SALT = 32;

    private final Path file;
    private volatile byte[] salt = {};

    Visitors(@Value("${wenzheng.data-directory}") Path directory) {
        file = directory.resolve("visitors.salt");
    }

    /** @return from 0 to {@value #DIGESTS} - 1 */
    int digest(String subject, String visitor) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt(), mac.getAlgorithm()));
            byte[] digest = mac.doFinal((subject + "\n" + visitor).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt() >>> Integer.SIZE - BITS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    private byte[] salt() {
        if (salt.length == 0) {
            salt = readOrMake();
        }
        return salt;
    }

    private synchronized byte[] readOrMake() {
        try {
            try {
                Files.createFile(file, ownerOnly());
                byte[] made = new byte[SALT];
                new SecureRandom().nextBytes(made);
                Files.write(file, made);
            } catch (FileAlreadyExistsException kept) {
                // Counts go on with the salt they began with.
            }
            byte[] read = Files.readAllBytes(file);
            if (read.length != SALT) {
                throw new IOException("%s does not hold %d bytes. Delete it; visitors are then counted anew."
                        .formatted(file, SALT));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}

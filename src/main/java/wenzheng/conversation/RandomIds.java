package wenzheng.conversation;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Ids of conversations and messages that cannot be guessed: 144 random bits, safe in an address. */
@Component
class RandomIds {

    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}

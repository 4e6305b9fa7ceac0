package wenzheng.corpus.extraction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/**
 * Text whose encoding nothing says. A mark at its head decides, else the first of UTF-8, UTF-16 and GB18030 (of which
 * GBK and GB2312 are parts) that reads every byte and makes what Chinese articles are made of. Short texts decide as
 * long ones do, since nothing is counted that a short one lacks.
 */
public final class PlainText {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset UTF_32 = Charset.forName("UTF-32");
    /** Of the characters of a text, the share that Chinese articles are made of at least. */
    private static final double PLAUSIBLE = 0.9;

    private PlainText() {}

    /** @throws Faulty where it is empty, no text, or in no encoding of these */
    public static String decode(byte[] bytes) throws Faulty {
        return checked(marked(bytes).or(() -> unmarked(bytes)), bytes);
    }

    /** As {@link #decode}, in the encoding that the text itself names where that reads every byte. */
    static String decode(byte[] bytes, Charset named) throws Faulty {
        return checked(marked(bytes).or(() -> strictly(bytes, 0, named)).or(() -> unmarked(bytes)), bytes);
    }

    private static String checked(Optional<String> text, byte[] bytes) throws Faulty {
        if (bytes.length == 0) {
            throw new Faulty(Fault.EMPTY);
        }
        if (text.isEmpty()) {
            throw new Faulty(isBinary(bytes) ? Fault.BINARY : Fault.ENCODING);
        }
        if (text.get().indexOf('\0') >= 0 || controls(text.get()) > text.get().length() / 50) {
            throw new Faulty(Fault.BINARY);
        }
        if (text.get().isBlank()) {
            throw new Faulty(Fault.EMPTY);
        }
        return text.get();
    }

    private static Optional<String> marked(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return strictly(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
            return strictly(bytes, 0, UTF_32);
        }
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            return strictly(bytes, 0, StandardCharsets.UTF_16);
        }
        if (startsWith(bytes, 0x84, 0x31, 0x95, 0x33)) {
            return strictly(bytes, 4, GB18030);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... head) {
        for (int i = 0; i < head.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> unmarked(byte[] bytes) {
        Optional<String> utf8 = strictly(bytes, 0, StandardCharsets.UTF_8);
        if (utf8.isPresent() && utf8.get().indexOf('\0') < 0) {
            return utf8;
        }
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, GB18030)) {
            Optional<String> text = strictly(bytes, 0, charset);
            if (text.isPresent() && isPlausible(text.get())) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> strictly(byte[] bytes, int from, Charset charset) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
            return Optional.of(charset.newDecoder().decode(rest).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlausible(String text) {
        long plausible = text.chars()
                .filter(c -> c >= 0x4e00 && c <= 0x9fff
                        || c >= 0x20 && c < 0x7f
                        || c == '\n' || c == '\r' || c == '\t' || c == '\f'
                        || c >= 0x3000 && c <= 0x303f
                        || c >= 0xff00 && c <= 0xffef
                        || c >= 0x2000 && c <= 0x206f
                        || c >= 0x2460 && c <= 0x25ff
                        || c >= 0xa0 && c <= 0xff)
                .count();
        return !text.isEmpty() && plausible >= PLAUSIBLE * text.length();
    }

    private static long controls(String text) {
        return text.chars().filter(c -> c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f').count();
    }

    /** Text in an encoding unknown here has hardly any control characters, and no zeros. */
    private static boolean isBinary(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, 8192));
        int controls = 0;
        for (byte value : head) {
            if (value == 0) {
                return true;
            }
            controls += value > 0 && value < 0x20 && value != '\n' && value != '\r' && value != '\t' && value != '\f' ? 1 : 0;
        }
        return controls > head.length / 50;
    }
}

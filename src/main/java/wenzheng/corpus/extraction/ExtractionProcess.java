package wenzheng.corpus.extraction;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/**
 * The process in which files are parsed: takes a form and bytes from standard input, gives their text or what is wrong
 * with them to standard output, until the input ends. It is told no file's name and no address.
 */
final class ExtractionProcess {

    static final String READ = "READ";

    private ExtractionProcess() {}

    public static void main(String[] arguments) throws IOException {
        int limit = Integer.parseInt(arguments[0]);
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        // What a parser prints is not to stand among the answers.
        System.setOut(System.err);
        while (true) {
            Form form;
            try {
                form = Form.valueOf(in.readUTF());
            } catch (EOFException end) {
                return;
            }
            byte[] content = in.readNBytes(in.readInt());
            String outcome = READ;
            byte[] text = {};
            try {
                text = read(form, content, limit).getBytes(StandardCharsets.UTF_8);
            } catch (Faulty faulty) {
                outcome = faulty.fault().name();
            } catch (StackOverflowError tooDeep) {
                outcome = Fault.NESTED.name();
            } catch (RuntimeException damaged) {
                outcome = Fault.UNREADABLE.name();
            }
            out.writeUTF(outcome);
            out.writeInt(text.length);
            out.write(text);
            out.flush();
        }
    }

    static String read(Form form, byte[] content, int limit) throws Faulty {
        return switch (form) {
            case TEXT, MARKDOWN -> PlainText.decode(content);
            case HTML -> HtmlPage.read(content, limit);
            case WORD -> WordDocument.read(content, limit);
            case PDF -> PdfDocument.read(content, limit);
        };
    }
}

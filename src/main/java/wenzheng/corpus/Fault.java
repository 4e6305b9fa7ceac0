package wenzheng.corpus;

import java.util.Locale;

/** Why a file is left out of the corpus, in words for the log: what it is, and what to do about it. */
public enum Fault {
    EMPTY("holds no text. Remove the file or write the article."),
    BINARY("is not what its name says it is. Save it anew, or give it the ending of its kind."),
    OVERSIZED("is larger than an article may be. Split it, or raise wenzheng.corpus.limits."),
    ENCRYPTED("is protected by a password. Save it without one."),
    SCANNED("is a picture of its pages and holds no text. Have its text recognised first."),
    ENCODING("is text in no encoding that is known here. Save it as UTF-8."),
    UNREADABLE("is damaged. Save it anew."),
    EXPANDING("unpacks to more than an article may hold. Save it anew, without what is embedded in it."),
    NESTED("is nested more deeply than an article may be. Save it in a plainer form."),
    SLOW("took longer to read than an article may. Save it in a plainer form, or raise wenzheng.corpus.limits."),
    FORM("is of a kind that is not read. Save it as txt, md, html, docx or pdf."),
    SAME_NAME("has the name of another article. Rename one of them."),
    NAME("has a name that no address can hold. Rename it."),
    OUTSIDE("is no plain file of this directory. Put the article itself there."),
    DENIED("may not be read. Check its permissions."),
    FULL("is one article more than there is room for. Remove others, or raise wenzheng.corpus.limits."),
    EXPIRED("is past the day until which catalog.yml has it valid. Set another day, or take it out."),
    WITHDRAWN("is withdrawn from a day on that catalog.yml gives, which has come. Set another day, or take it out.");

    private final String sentence;

    Fault(String sentence) {
        this.sentence = sentence;
    }

    /** Of its name as people read it. */
    public String key() {
        return "web.document.fault." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is said of the file behind its name. */
    public String sentence() {
        return sentence;
    }
}

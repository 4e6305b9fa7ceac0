package wenzheng.corpus;

/** A file of the corpus directory that is no article, and why. */
public record LeftOut(String file, Fault fault) {}

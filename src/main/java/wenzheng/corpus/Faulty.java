package wenzheng.corpus;

/** A file cannot be an article. */
public final class Faulty extends Exception {

    private final Fault fault;

    public Faulty(Fault fault) {
        super(fault.sentence());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}

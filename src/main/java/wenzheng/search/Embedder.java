package wenzheng.search;

/** Says in a vector what a text is about: two texts of like meaning have vectors of like direction. */
interface Embedder extends AutoCloseable {

    /** Which model this is; vectors of different models cannot be compared. */
    String name();

    /**
     * @param text folded
     * @return of length 1; as many numbers for each text
     */
    float[] embed(String text);

    @Override
    void close();
}

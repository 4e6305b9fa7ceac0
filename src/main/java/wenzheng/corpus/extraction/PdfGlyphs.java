package wenzheng.corpus.extraction;

import java.awt.geom.Point2D;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Collects the glyphs and ruled lines of pages, and leaves their order to others. */
final class PdfGlyphs extends PDFTextStripper {

    /** A filled rectangle no thicker than this is a line. */
    private static final double THICKEST = 3;
    private static final double SHORTEST = 8;
    private static final int MOST_RULES = 5_000;
    private static final List<String> BUILDING = List.of("m", "l", "re", "h", "n");
    private static final List<String> STROKING = List.of("S", "s", "B", "B*", "b", "b*");
    private static final List<String> FILLING = List.of("f", "F", "f*");

    /** A glyph with the direction that its text runs in: 0, 90, 180 or 270 degrees. */
    private record Directed(PdfPage.Glyph glyph, int direction) {}

    private final int limit;
    private final List<PdfPage> pages = new ArrayList<>();
    private final List<Directed> glyphs = new ArrayList<>();
    private final List<PdfPage.Rule> rules = new ArrayList<>();
    private final Set<String> drawn = new HashSet<>();
    /** Of the path that is built: the ends of its lines, from a point to a point. */
    private final List<double[]> lines = new ArrayList<>();
    private double[] start = {0, 0};
    private double[] point = {0, 0};
    private PDRectangle crop = PDRectangle.A4;
    private int rotation;
    private int characters;
    private boolean picture;

    /** @param limit after so many glyphs no more are collected */
    PdfGlyphs(int limit) {
        this.limit = limit;
        BUILDING.forEach(name -> addOperator(new Drawing(name)));
        STROKING.forEach(name -> addOperator(new Drawing(name)));
        FILLING.forEach(name -> addOperator(new Drawing(name)));
        addOperator(new DrawObject(this) {
            @Override
            public void process(Operator operator, List<COSBase> operands) throws IOException {
                picture |= !operands.isEmpty()
                        && operands.getFirst() instanceof COSName name
                        && getResources() != null
                        && getResources().isImageXObject(name);
                super.process(operator, operands);
            }
        });
        addOperator(new OperatorProcessor(this) {
            @Override
            public void process(Operator operator, List<COSBase> operands) {
                picture = true;
            }

            @Override
            public String getName() {
                return "BI";
            }
        });
    }

    List<PdfPage> read(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
        return pages;
    }

    boolean sawPicture() {
        return picture;
    }

    @Override
    protected void startPage(PDPage page) {
        glyphs.clear();
        rules.clear();
        drawn.clear();
        lines.clear();
        crop = page.getCropBox();
        rotation = page.getRotation();
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        String text = position.getUnicode();
        if (text == null || text.isBlank() || characters > limit) {
            return;
        }
        double left = position.getXDirAdj();
        double size = Math.max(1, Math.abs(position.getFontSizeInPt()));
        PdfPage.Glyph glyph =
                new PdfPage.Glyph(text, left, left + position.getWidthDirAdj(), position.getYDirAdj(), size);
        // Some programs make bold by drawing twice, a hair apart.
        if (drawn.add("%s %d %d".formatted(text, Math.round(left / 2), Math.round(glyph.base() / 2)))) {
            glyphs.add(new Directed(glyph, Math.round(position.getDir())));
            characters += text.length();
        }
    }

    /** Ends a page; of its glyphs those are kept that run as most do, not those of stamps and watermarks. */
    @Override
    protected void writePage() {
        Map<Integer, Integer> directions = new HashMap<>();
        glyphs.forEach(glyph -> directions.merge(glyph.direction(), 1, Integer::sum));
        int direction = directions.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        boolean lying = rotation % 180 != 0;
        pages.add(new PdfPage(
                lying ? crop.getHeight() : crop.getWidth(),
                lying ? crop.getWidth() : crop.getHeight(),
                glyphs.stream().filter(glyph -> glyph.direction() == direction).map(Directed::glyph).toList(),
                List.copyOf(rules)));
    }

    private final class Drawing extends OperatorProcessor {

        private final String name;

        Drawing(String name) {
            super(PdfGlyphs.this);
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            double[] numbers = operands.stream()
                    .filter(COSNumber.class::isInstance)
                    .mapToDouble(number -> ((COSNumber) number).floatValue())
                    .toArray();
            switch (name) {
                case "m" -> {
                    if (numbers.length > 1) {
                        start = at(numbers[0], numbers[1]);
                        point = start;
                    }
                }
                case "l" -> {
                    if (numbers.length > 1) {
                        lineTo(at(numbers[0], numbers[1]));
                    }
                }
                case "h" -> lineTo(start);
                case "re" -> {
                    if (numbers.length > 3) {
                        rectangle(numbers);
                    }
                }
                case "n" -> lines.clear();
                default -> {
                    if (STROKING.contains(name)) {
                        lines.forEach(line -> rule(line, 0));
                    } else {
                        fill();
                    }
                    lines.clear();
                }
            }
        }
    }

    private void rectangle(double[] numbers) {
        double right = numbers[0] + numbers[2];
        double top = numbers[1] + numbers[3];
        start = at(numbers[0], numbers[1]);
        point = start;
        lineTo(at(right, numbers[1]));
        lineTo(at(right, top));
        lineTo(at(numbers[0], top));
        lineTo(start);
    }

    private void lineTo(double[] end) {
        if (lines.size() < MOST_RULES) {
            lines.add(new double[] {point[0], point[1], end[0], end[1]});
        }
        point = end;
    }

    /** What is filled is a line where it is thin. */
    private void fill() {
        for (int i = 0; i + 3 < lines.size(); i += 4) {
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (double[] line : lines.subList(i, i + 4)) {
                left = Math.min(left, line[0]);
                right = Math.max(right, line[0]);
                top = Math.min(top, line[1]);
                bottom = Math.max(bottom, line[1]);
            }
            rule(new double[] {left, top, right, bottom}, THICKEST);
        }
    }

    private void rule(double[] line, double thickness) {
        double left = Math.min(line[0], line[2]);
        double right = Math.max(line[0], line[2]);
        double top = Math.min(line[1], line[3]);
        double bottom = Math.max(line[1], line[3]);
        double thin = Math.min(right - left, bottom - top);
        double length = Math.max(right - left, bottom - top);
        if (thin <= Math.max(thickness, 1) && length >= SHORTEST && rules.size() < MOST_RULES) {
            rules.add(new PdfPage.Rule(left, top, right, bottom));
        }
    }

    /** The point in points from the upper left corner of the page as it is shown. */
    private double[] at(double x, double y) {
        Point2D.Float moved = getGraphicsState().getCurrentTransformationMatrix().transformPoint((float) x, (float) y);
        double right = moved.x - crop.getLowerLeftX();
        double up = moved.y - crop.getLowerLeftY();
        return switch (rotation) {
            case 90 -> new double[] {up, right};
            case 180 -> new double[] {crop.getWidth() - right, up};
            case 270 -> new double[] {crop.getHeight() - up, crop.getWidth() - right};
            default -> new double[] {right, crop.getHeight() - up};
        };
    }
}

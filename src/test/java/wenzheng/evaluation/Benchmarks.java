package wenzheng.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks and says of each how many times as long as a bare Lucene query it takes. */
public final class Benchmarks {

    private Benchmarks() {}

    /** @param arguments JMH's */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        List<RunResult> sorted = results.stream()
                .sorted(Comparator.comparingDouble(result -> median(result.getPrimaryResult())))
                .toList();
        double bare = sorted.stream()
                .filter(result -> name(result).equals("bareLucene"))
                .mapToDouble(result -> median(result.getPrimaryResult()))
                .findFirst()
                .orElse(Double.NaN);
        System.out.printf("%n| step | median | 95 of 100 | times a bare Lucene query |%n|---|---|---|---|%n");
        for (RunResult result : sorted) {
            Result<?> primary = result.getPrimaryResult();
            System.out.printf(
                    "| %s | %.0f µs | %.0f µs | %.1f |%n",
                    name(result), median(primary), primary.getStatistics().getPercentile(95), median(primary) / bare);
        }
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

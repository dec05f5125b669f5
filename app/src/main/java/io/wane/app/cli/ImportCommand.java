package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.store.EventStore;
import io.wane.engine.artifact.Workspace;
import io.wane.engine.ingest.ImportSettings;
import io.wane.engine.ingest.ImportSummary;
import io.wane.engine.ingest.Importer;
import io.wane.engine.ingest.IngestException;
import io.wane.engine.ingest.ItemImporter;
import io.wane.engine.ingest.ItemSummary;
import io.wane.engine.ingest.Layout;
import io.wane.engine.ingest.Rejected;
import io.wane.engine.ingest.ValueAs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings event files and catalogues into a workspace. */
@Command(
        name = "import",
        description = "Imports event files (CSV, JSON lines, UCI Online Retail; gzip too) and item catalogues.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    /** The workspace's fact of what {@code value} means in its files. */
    static final String VALUE_AS = "value-as";

    /** Where rejected rows go by default, inside the workspace. */
    static final String REJECTS = "rejects.csv";

    private static final String NO_ROW = "  no row was usable: nothing of this file came in";

    private final Home home;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--from",
            paramLabel = "LAYOUT",
            converter = Converters.FileLayout.class,
            description = "the files' layout: csv, json or online-retail (default: found from the first line)")
    private Layout from;

    @Option(
            names = "--value-as",
            paramLabel = "NUMBER",
            converter = Converters.ValueMeaning.class,
            description = "what the column value means: quantity, price, rating or amount"
                    + " (default: as in earlier imports, or as the layout says)")
    private ValueAs valueAs;

    @Option(names = "--items", paramLabel = "FILE", description = "item catalogue: item,title,category,price,brand")
    private List<Path> items = new ArrayList<>();

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "where rejected rows go (default: rejects.csv of the data directory)")
    private Path rejects;

    @Option(
            names = "--max-rejects",
            paramLabel = "N",
            converter = Converters.Limit.class,
            description = "a file with more rejected rows is not imported at all (default: any number)")
    private Long maxRejects;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "event files")
    private List<Path> files = new ArrayList<>();

    ImportCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (files.isEmpty() && items.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to import: name event FILEs, or a catalogue with --items");
        }
        requireFiles();
        Deployment deployment = data.deployment(home, console);
        Workspace workspace = deployment.workspace();
        Path rejectFile = rejects == null ? workspace.directory().resolve(REJECTS) : rejects;
        ImportSettings settings = new ImportSettings(
                Optional.ofNullable(from),
                meaning(workspace),
                Optional.of(rejectFile),
                maxRejects == null ? OptionalLong.empty() : OptionalLong.of(maxRejects),
                OptionalLong.of(System.currentTimeMillis()));
        // Before anything is written: of a list with a wrong file, nothing, and no empty workspace.
        settings.requireRejectsFor(Stream.concat(items.stream(), files.stream()).toList());
        items.forEach(ItemImporter::requireReadable);
        files.forEach(file -> Importer.requireReadable(file, settings));
        long events;
        try (EventStore store = deployment.createStore()) {
            workspace.settle(Map.of()); // from here on it is one
            for (Path file : items) {
                print(new ItemImporter(store, settings).importFile(file), rejectFile);
            }
            for (Path file : files) {
                print(importFile(file, store, settings, workspace), rejectFile);
            }
            events = store.size();
            console.print("the store holds " + Words.count(events, "event", "events") + ", and "
                    + Words.count(store.catalog().size(), "item", "items") + " in the catalogue");
        }
        console.print(
                events == 0
                        ? "next: wane import --data " + workspace.directory()
                                + " FILE    with events: there are none yet"
                        : "next: wane interest --data " + workspace.directory()
                                + " --user U    or    wane evaluate --data " + workspace.directory());
        return 0;
    }

    private void requireFiles() {
        for (List<Path> named : List.of(items, files)) {
            for (Path file : named) {
                if (Files.notExists(file)) {
                    throw new IngestException(file + ": no such file; nothing was imported");
                }
            }
        }
    }

    // What value means is said once per workspace; later imports follow, so that a known row keeps its identity.
    private Optional<ValueAs> meaning(Workspace workspace) {
        Optional<ValueAs> settled =
                Optional.ofNullable(workspace.facts().get(VALUE_AS)).map(ValueAs::parse);
        if (valueAs != null) {
            settled.filter(as -> as != valueAs).ifPresent(as -> {
                throw new IllegalArgumentException("--value-as " + valueAs + ": in " + workspace.directory()
                        + " value means " + as + ", since an earlier import; leave the option out,"
                        + " or use another --data directory");
            });
            return Optional.of(valueAs);
        }
        boolean layoutHasValue = from == null || from.valueAs().isPresent();
        boolean byDefault = settled.equals(Layout.CSV.valueAs()); // then a layout without value needs no --from
        return layoutHasValue && !byDefault ? settled : Optional.empty();
    }

    private ImportSummary importFile(Path file, EventStore store, ImportSettings settings, Workspace workspace) {
        long before = store.size();
        try (ProgressLine progress = new ProgressLine(console, "import")) {
            ImportSummary summary = new Importer(store, settings, progress).importFile(file);
            summary.valueAs().ifPresent(as -> workspace.settle(Map.of(VALUE_AS, as.toString())));
            return summary;
        } catch (IngestException broken) {
            if (store.size() > before) { // what came in before the file broke off came in with this meaning
                settings.valueAs().ifPresent(as -> workspace.settle(Map.of(VALUE_AS, as.toString())));
            }
            throw broken;
        }
    }

    private void print(ItemSummary summary, Path rejectFile) {
        console.print(summary.file() + ": item catalogue");
        console.print("  " + Words.count(summary.rows(), "row", "rows") + "   "
                + Words.count(summary.items(), "item", "items") + "   "
                + Words.count(summary.added()) + " new   "
                + Words.count(summary.changed()) + " changed   "
                + (summary.repeated() > 0 ? Words.count(summary.repeated()) + " replaced by a later row   " : "")
                + Words.count(
                        summary.rejected().stream().mapToLong(Rejected::rows).sum()) + " rejected");
        if (summary.items() == 0) {
            console.print(NO_ROW);
        }
        summary.notes().forEach(note -> console.print("  " + note));
        print(summary.rejected(), rejectFile);
    }

    private void print(ImportSummary summary, Path rejectFile) {
        console.print(summary.file() + ": " + summary.layout()
                + summary.valueAs().map(as -> ", value is the " + as).orElse(""));
        StringBuilder line = new StringBuilder("  " + Words.count(summary.rows(), "row", "rows"));
        summary.byType()
                .forEach((type, count) -> line.append("   ")
                        .append(Words.count(count))
                        .append(' ')
                        .append(type));
        line.append("   ").append(Words.count(summary.anonymous())).append(" anonymous   ");
        line.append(Words.count(summary.rejectedRows())).append(" rejected");
        console.print(line.toString());
        if (summary.events() == 0) {
            console.print(NO_ROW);
        } else {
            console.print("  " + count(summary.items(), "item", "items") + ", "
                    + count(summary.users(), "user", "users") + ", "
                    + Words.day(summary.firstMillis().orElseThrow()) + " … "
                    + Words.day(summary.lastMillis().orElseThrow()) + " UTC");
        }
        console.print("  " + Words.count(summary.added()) + " new in the store"
                + (summary.known() > 0
                        ? ", " + Words.count(summary.known()) + " known already and not added again"
                        : ""));
        if (summary.copies() > 0) {
            console.print("  " + Words.count(summary.copies(), "row equals", "rows equal")
                    + " an earlier row of this file: kept (importing the file again adds nothing)");
        }
        if (summary.conflicting() > 0) {
            console.print("  " + Words.count(summary.conflicting(), "id stands", "ids stand")
                    + " in the store with other content, which was kept: "
                    + String.join(", ", summary.conflictingIds()));
        }
        if (summary.newItems() > 0) {
            console.print("  " + Words.count(summary.newItems(), "item", "items")
                    + " described by the file and new in the catalogue");
        }
        summary.notes().forEach(note -> console.print("  " + note));
        print(summary.rejected(), rejectFile);
    }

    private static String count(ImportSummary.Distinct distinct, String one, String many) {
        return (distinct.exact() ? "" : "more than ") + Words.count(distinct.count(), one, many);
    }

    private void print(List<Rejected> rejected, Path rejectFile) {
        for (Rejected kind : rejected) {
            console.print("  " + kind);
        }
        if (!rejected.isEmpty()) {
            console.print("  all rejected rows: " + rejectFile);
        }
    }
}

package io.wane.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the commands. */
@Command(
        name = "wane",
        description =
                "Learns how fast user interest fades from a shop's own event log, and predicts what each user wants.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ImportCommand.class,
            InterestCommand.class,
            RecommendCommand.class,
            FitCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            EraseCommand.class,
            SimulateCommand.class,
            PluginsCommand.class,
            DoctorCommand.class,
            DemoCommand.class,
            HelpCommand.class,
        })
final class WaneCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}

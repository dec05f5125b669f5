package io.wane.app.cli;

import io.wane.app.wiring.Home;
import io.wane.core.settings.SettingsException;
import io.wane.core.settings.Spelling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code wane} starts. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        Home home = new Home(Path.of(System.getProperty("wane.home", ".")));
        // Not System.out, which would swallow that a disk is full.
        Console console =
                new Console(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        System.exit(run(home, console, arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(Home home, Console console, String... arguments) {
        CommandLine line = new CommandLine(new WaneCommand(), new CommandFactory(home, console));
        line.setOut(console.outWriter());
        line.setErr(console.errWriter());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            console.fail(failure);
            return ofCommandLine(failure) ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        line.setParameterExceptionHandler((wrong, given) -> {
            refuse(wrong, console, arguments);
            return CommandLine.ExitCode.USAGE;
        });
        int code;
        try {
            code = line.execute(arguments);
        } catch (Error broken) { // picocli catches exceptions only
            console.fail(broken);
            code = CommandLine.ExitCode.SOFTWARE;
        }
        return console.delivered() ? code : Math.max(code, CommandLine.ExitCode.SOFTWARE);
    }

    // Settings may stand in an option too, such as --learner; their place is then the option.
    private static boolean ofCommandLine(Throwable failure) {
        return failure instanceof SettingsException settings
                && settings.problems().stream().allMatch(problem -> problem.startsWith("--"));
    }

    // An option that is mistyped is missing too; what was typed helps more.
    private static Optional<String> stranger(ParameterException wrong, CommandSpec command, String... arguments) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return Optional.of(unmatched.getUnmatched().get(0));
        }
        return wrong instanceof MissingParameterException
                ? Arrays.stream(arguments)
                        .filter(argument -> argument.startsWith("--"))
                        .map(argument -> argument.split("=", 2)[0])
                        .filter(option ->
                                option.length() > 2 && !command.optionsMap().containsKey(option))
                        .findFirst()
                : Optional.empty();
    }

    private static void refuse(ParameterException wrong, Console console, String... arguments) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String message = wrong.getMessage().replaceFirst("^Error: ", "");
        Optional<String> stranger = stranger(wrong, command, arguments);
        if (stranger.isPresent()) {
            String first = stranger.get();
            boolean option = first.startsWith("-");
            Set<String> known = option
                    ? command.optionsMap().keySet()
                    : command.subcommands().keySet();
            message = "'" + first + "' is " + (option ? "no option" : known.isEmpty() ? "one too many" : "no command")
                    + " of " + command.qualifiedName() + ". " + Spelling.hint(first, known);
        }
        console.error(message.strip());
        console.tell("    try: " + command.qualifiedName() + " --help");
    }
}

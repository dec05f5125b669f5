package io.wane.app.cli;

import io.wane.app.wiring.Home;
import io.wane.core.settings.Spelling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
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
            return CommandLine.ExitCode.SOFTWARE;
        });
        line.setParameterExceptionHandler((wrong, given) -> {
            refuse(wrong, console);
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

    private static void refuse(ParameterException wrong, Console console) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String message = wrong.getMessage().replaceFirst("^Error: ", "");
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
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

package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.app.wiring.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line is said before anything is opened: there is no installation behind these. */
class WrongUsageTest {

    private final Installation nowhere = new Installation(new Home(Path.of("target", "no-installation")));

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
                    frobnicate                                      => 'frobnicate' is no command of wane
                    imprt                                           => Did you mean 'import'?
                    interest --data d                               => Missing required option: '--user
                    interest --user u                               => Missing required option: '--data=DIR'
                    interest --data d --user u extra                => 'extra' is one too many of wane interest
                    interest --data d --user u --tpo 3              => Did you mean '--top'?
                    interest --data d --user u --top 0              => '--top': must be a whole number from 1
                    interest --data d --user u --top many           => '--top': must be a whole number from 1
                    interest --data d --user u --horizon 0d         => '--horizon': must be above 0: 0d
                    interest --data d --user u --horizon 7x         => '7x' is not a duration; write a number and a unit
                    interest --data d --user u --as-of yesterday    => 'yesterday' is not a time; write epoch seconds or ISO
                    interest --data d --user u --level brand        => '--level': 'brand' is not known. Allowed: item, category
                    interest --data d --user u --format xml         => '--format': 'xml' is not known. Allowed: text, json, csv
                    interest --data d --user u --format jsn         => Did you mean 'json'?
                    recommend --data d                              => --user=U | --users=FILE|all | --queries=FILE
                    recommend --data d --user u --users all         => mutually exclusive
                    recommend --data d --user u --exclude sen       => 'sen' is no exclusion; allowed: none, seen, purchased, last:30m
                    recommend --data d --user u --exclude last:soon => 'soon' is not a duration
                    recommend --data d --queries q --as-of 2025     => --as-of and --queries exclude each other
                    import                                          => Missing required option: '--data=DIR'
                    import --data d                                 => nothing to import: name event FILEs
                    import --data d --from cvs f                    => layout 'cvs' is not known. Did you mean 'csv'?
                    import --data d --value-as cost f               => value-as 'cost' is not known; allowed: quantity, price
                    import --data d --max-rejects -1 f              => '--max-rejects': must be a whole number from 0
                    simulate --preset huge --output d               => preset 'huge' is not known. Allowed: tiny, demo, bench, tastes
                    simulate --preset tiny --seed x --output d      => '--seed': must be a whole number from
                    interest --data d --usr 12347                   => '--usr' is no option of wane interest. Did you mean '--user'?
                    export --data d --output x.txt                  => end the name in .csv or .csv.gz
                    export --data d                                 => Missing required option: '--output
                    erase --data d                                  => Missing required option: '--user
                    train --data d --horizon 1y                     => '1y' is not a duration
                    evaluate --data d --test-start soon             => 'soon' is not a time
                    """)
    void wrongUsageIsExitCodeTwoAndSaysWhatIsAllowed(String line, String message) {
        nowhere.run((Object[]) line.split(" ")).refused(2, message, "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "", "interest --help", "help"})
    void helpAndVersionNeedNoInstallation(String line) {
        Outcome outcome = nowhere.run(line.isEmpty() ? new Object[0] : (Object[]) line.split(" "));

        assertThat(outcome.done().out()).contains("wane");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"import", "interest", "recommend", "train", "evaluate", "export", "erase", "simulate", "demo"})
    void everyValueInAHelpHasAName(String command) {
        assertThat(nowhere.run(command, "--help").done().out()).doesNotContain("=<");
    }

    @Test
    void everyCommandOfTheInterfaceIsThere() {
        assertThat(nowhere.run("--help").out())
                .contains(
                        "import",
                        "train",
                        "evaluate",
                        "interest",
                        "recommend",
                        "export",
                        "erase",
                        "simulate",
                        "plugins",
                        "doctor",
                        "demo");
    }
}

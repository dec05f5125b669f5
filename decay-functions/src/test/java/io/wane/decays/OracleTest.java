package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against numbers computed elsewhere in 50 and 60 digits: {@code shared/oracles}, {@code decay.json} and {@code states.json}. */
class OracleTest {

    private static final double RELATIVE = 1e-13;

    // numbers this small have lost digits to underflow
    private static final double ABSOLUTE = 1e-300;

    @ParameterizedTest
    @CsvSource({
        "exponential, exponential",
        "bi-exponential, biexponential",
        "power, power",
        "gaussian, gaussian",
        "step, step"
    })
    void valuesGradientsAndHalfLivesAreThoseOfSixtyDigits(String component, String oracle) throws IOException {
        DecayFamily family = Offered.component(component).family().orElseThrow();
        int rows = 0;
        for (JsonNode example : read("decay.json").path("families").path(oracle)) {
            double[] parameters = numbers(example.path("params"));
            assertThat(parameters).hasSize(family.parameters().size());
            DecayFunction function = family.of(parameters);
            close("half-life of " + function, function.halfLifeDays(), example.path("half_life"));
            for (JsonNode row : example.path("rows")) {
                double age = row.path("a").doubleValue();
                close(function + " at age " + age, function.value(age), row.path("d"));
                gradient(family, parameters, age, row);
                rows++;
            }
        }
        assertThat(rows).isEqualTo(27);
    }

    private static void gradient(DecayFamily family, double[] parameters, double age, JsonNode row) {
        double[] value = new double[1];
        double[][] gradient = new double[parameters.length][1];
        family.evaluate(parameters, new double[] {age}, 1, value, gradient);
        close("evaluate at age " + age, value[0], row.path("d"));
        if (row.path("grad").isNull()) {
            return; // a kink: no derivative
        }
        List<JsonNode> expected = new ArrayList<>();
        row.path("grad").forEach(expected::add);
        for (int p = 0; p < parameters.length; p++) {
            Parameter parameter = family.parameters().get(p);
            close("derivative by " + parameter.name() + " at age " + age, gradient[p][0], expected.get(p));
        }
    }

    @Test
    void aPowerLawByItsHalfLifeHasTheValuesOfSixtyDigits() throws IOException {
        int rows = 0;
        for (JsonNode example : read("decay.json").path("families").path("power_by_half_life")) {
            JsonNode parameters = example.path("params");
            DecayFunction power = Offered.decay(
                    "power",
                    Map.of(
                            "half-life",
                            parameters.path("h").asText() + "d",
                            "exponent",
                            Double.toString(1 / parameters.path("q").doubleValue())));
            close("half-life of " + power, power.halfLifeDays(), example.path("half_life"));
            for (JsonNode row : example.path("rows")) {
                double age = row.path("a").doubleValue();
                close(power + " at age " + age, power.value(age), row.path("d"));
                rows++;
            }
        }
        assertThat(rows).isEqualTo(27);
    }

    @Test
    void sumsOfExponentialsAndTheirDerivativesAreThoseOfFiftyDigits() throws IOException {
        JsonNode states = read("states.json");
        JsonNode events = states.path("events_t_w_in_arrival_order");
        int reads = 0;
        for (JsonNode read : states.path("reads")) {
            double k = read.path("k").doubleValue();
            if (k == 0) {
                continue; // no decay is not an exponential
            }
            double sum = 0;
            double derivative = 0;
            double[] value = new double[1];
            double[][] gradient = new double[1][1];
            for (JsonNode event : events) {
                double[] age = {read.path("T").doubleValue() - event.get(0).doubleValue()};
                new ExponentialFamily().evaluate(new double[] {k}, age, 1, value, gradient);
                sum += event.get(1).doubleValue() * value[0];
                derivative += event.get(1).doubleValue() * gradient[0][0];
            }
            String where = "k = " + k + ", T = " + read.path("T");
            // An age is a difference of two times: its last digit, times k, is the sum's relative error.
            double tolerance = 1e-13 + k * 3e-14;
            double trueSum = read.path("S").doubleValue();
            double trueCompanion = read.path("D").doubleValue();
            assertThat(sum).as("S at %s", where).isEqualTo(trueSum, within(tolerance * trueSum));
            assertThat(-derivative).as("D at %s", where).isEqualTo(trueCompanion, within(tolerance * trueCompanion));
            reads++;
        }
        assertThat(reads).isEqualTo(20);
    }

    private static void close(String what, double actual, JsonNode expected) {
        assertThat(expected.isNumber()).as("the oracle has %s", what).isTrue();
        double reference = expected.doubleValue();
        assertThat(actual).as(what).isEqualTo(reference, within(RELATIVE * Math.abs(reference) + ABSOLUTE));
    }

    private static double[] numbers(JsonNode parameters) {
        return StreamSupport.stream(parameters.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static JsonNode read(String name) throws IOException {
        Path file = Path.of(System.getProperty("wane.shared", "../../shared"))
                .resolve("oracles")
                .resolve(name);
        assumeTrue(Files.exists(file), "skipped: no reference results at " + file);
        return new ObjectMapper().readTree(file.toFile());
    }
}

package io.wane.decays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against numbers computed elsewhere in 50 and 60 digits: {@code shared/oracles}, {@code decay.json} and {@code states.json}. */
class OracleTest {

    private static final double LN_2 = Math.log(2);
    private static final double RELATIVE = 1e-13;

    // numbers this small have lost digits to underflow
    private static final double ABSOLUTE = 1e-300;

    /**
     * A family as the oracle has it and as it is fitted here.
     *
     * @param oracle name there
     * @param family here
     * @param parameters from the parameters there to those here
     * @param jacobian derivatives of the parameters here by those there, one row for each of them here
     */
    private record Conversion(
            String oracle,
            DecayFamily family,
            UnaryOperator<double[]> parameters,
            Function<double[], double[][]> jacobian) {

        Conversion(String oracle, String component) {
            this(
                    oracle,
                    Offered.component(component).family().orElseThrow(),
                    natural -> natural,
                    natural -> identity(natural.length));
        }

        Conversion(
                String oracle,
                String component,
                UnaryOperator<double[]> parameters,
                Function<double[], double[][]> jacobian) {
            this(oracle, Offered.component(component).family().orElseThrow(), parameters, jacobian);
        }

        @Override
        public String toString() {
            return oracle;
        }
    }

    static Stream<Conversion> conversions() {
        return Stream.of(
                new Conversion("exponential", "exponential"),
                // (p, k1, k2): the extra rate is k1 - k2
                new Conversion(
                        "biexponential", "bi-exponential", pk -> new double[] {pk[0], pk[1] - pk[2], pk[2]}, pk ->
                                new double[][] {{1, 0, 0}, {0, 1, -1}, {0, 0, 1}}),
                new Conversion("power_by_half_life", "power"),
                new Conversion("power_by_half_life", "generalised-hyperbolic"),
                // (c, b): h = c·(2^(1/b) - 1), q = 1/b
                new Conversion(
                        "power", "power", cb -> new double[] {cb[0] * Math.expm1(LN_2 / cb[1]), 1 / cb[1]}, cb -> {
                            double q = 1 / cb[1];
                            return new double[][] {
                                {Math.expm1(LN_2 * q), -cb[0] * Math.pow(2, q) * LN_2 * q * q}, {0, -q * q}
                            };
                        }),
                // (k, s): h = (2^(1/s) - 1) / k, q = 1/s
                new Conversion(
                        "generalised_hyperbolic",
                        "generalised-hyperbolic",
                        ks -> new double[] {Math.expm1(LN_2 / ks[1]) / ks[0], 1 / ks[1]},
                        ks -> {
                            double q = 1 / ks[1];
                            return new double[][] {
                                {-Math.expm1(LN_2 * q) / (ks[0] * ks[0]), -Math.pow(2, q) * LN_2 * q * q / ks[0]},
                                {0, -q * q}
                            };
                        }),
                new Conversion("hyperbolic", "hyperbolic", k -> new double[] {1 / k[0]}, k ->
                        new double[][] {{-1 / (k[0] * k[0])}}),
                // (κ, c, a0): h = a0·(exp(κ^(1/c)) - 1)
                new Conversion(
                        "savings",
                        "savings",
                        s -> new double[] {s[2], s[1], s[2] * Math.expm1(Math.pow(s[0], 1 / s[1]))},
                        s -> {
                            double log = Math.pow(s[0], 1 / s[1]);
                            double e = s[2] * Math.exp(log);
                            return new double[][] {
                                {0, 0, 1},
                                {0, 1, 0},
                                {e * log / (s[0] * s[1]), -e * log * Math.log(s[0]) / (s[1] * s[1]), Math.expm1(log)}
                            };
                        }),
                // (b, a0): h = a0·(exp(1/(2b)) - 1)
                new Conversion(
                        "linear_in_log",
                        "linear-in-log",
                        b -> new double[] {b[1], b[1] * Math.expm1(1 / (2 * b[0]))},
                        b -> new double[][] {
                            {0, 1}, {-b[1] * Math.exp(1 / (2 * b[0])) / (2 * b[0] * b[0]), Math.expm1(1 / (2 * b[0]))}
                        }),
                // (λ, β): h = λ·(ln 2)^(1/β)
                new Conversion("weibull", "weibull", w -> new double[] {w[0] * Math.pow(LN_2, 1 / w[1]), w[1]}, w -> {
                    double perScale = Math.pow(LN_2, 1 / w[1]);
                    return new double[][] {{perScale, -w[0] * perScale * Math.log(LN_2) / (w[1] * w[1])}, {0, 1}};
                }),
                new Conversion("loglogistic", "log-logistic"),
                new Conversion("gaussian", "gaussian"),
                new Conversion("linear", "linear", end -> new double[] {end[0] / 2}, end -> new double[][] {{0.5}}),
                new Conversion("step", "step"),
                // (η, γ): h = ln(1 + ln 2 / η) / γ
                new Conversion("gompertz", "gompertz", g -> new double[] {Math.log1p(LN_2 / g[0]) / g[1], g[0]}, g -> {
                    double growth = Math.log1p(LN_2 / g[0]);
                    return new double[][] {{-LN_2 / (g[0] * (g[0] + LN_2) * g[1]), -growth / (g[1] * g[1])}, {1, 0}};
                }),
                // (k, o)
                new Conversion("exponential_offset", "offset", ko -> new double[] {ko[1], ko[0]}, ko ->
                        new double[][] {{0, 1}, {1, 0}}),
                new Conversion("exponential_plateau", "plateau"),
                // (k, o, f)
                new Conversion(
                        "exponential_offset_plateau",
                        new PlateauFamily(new OffsetFamily()),
                        kof -> new double[] {kof[1], kof[0], kof[2]},
                        kof -> new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}),
                // (scale, offset, decay): k = -ln decay / scale
                new Conversion("elasticsearch_exp", "offset", e -> new double[] {e[1], -Math.log(e[2]) / e[0]}, e ->
                        new double[][] {{0, 1, 0}, {Math.log(e[2]) / (e[0] * e[0]), 0, -1 / (e[0] * e[2])}}));
    }

    private static double[][] identity(int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void valuesGradientsAndHalfLivesAreThoseOfSixtyDigits(Conversion conversion) throws IOException {
        int rows = 0;
        for (JsonNode example : read("decay.json").path("families").path(conversion.oracle)) {
            double[] natural = numbers(example.path("params"));
            double[] parameters = conversion.parameters.apply(natural);
            assertThat(parameters).hasSize(conversion.family.parameters().size());
            DecayFunction function = conversion.family.of(parameters);
            halfLife(function, example);
            for (JsonNode row : example.path("rows")) {
                double age = row.path("a").doubleValue();
                close(function + " at age " + age, function.value(age), row.path("d"));
                gradient(conversion, parameters, conversion.jacobian.apply(natural), age, row);
                rows++;
            }
        }
        assertThat(rows).isGreaterThanOrEqualTo(27);
    }

    private static void halfLife(DecayFunction function, JsonNode example) {
        if (example.path("half_life").isNull()) {
            assertThat(function.halfLifeDays()).as("half-life of %s", function).isInfinite();
        } else {
            close("half-life of " + function, function.halfLifeDays(), example.path("half_life"));
        }
    }

    private static void gradient(
            Conversion conversion, double[] parameters, double[][] jacobian, double age, JsonNode row) {
        double[] value = new double[1];
        double[][] gradient = new double[parameters.length][1];
        conversion.family.evaluate(parameters, new double[] {age}, 1, value, gradient);
        close("evaluate at age " + age, value[0], row.path("d"));
        if (row.path("grad").isNull()) {
            return; // a kink: no derivative
        }
        int natural = 0;
        for (Map.Entry<String, JsonNode> expected : row.path("grad").properties()) {
            double derivative = 0;
            for (int p = 0; p < parameters.length; p++) {
                derivative += gradient[p][0] * jacobian[p][natural];
            }
            double reference = expected.getValue().doubleValue();
            double allowed = RELATIVE * Math.abs(reference) + rounding(conversion, expected.getKey(), reference);
            assertThat(derivative)
                    .as(
                            "%s %s: derivative by %s at age %s",
                            conversion, Arrays.toString(parameters), expected.getKey(), age)
                    .isEqualTo(reference, within(allowed));
            natural++;
        }
    }

    private static double rounding(Conversion conversion, String parameter, double reference) {
        if (conversion.family instanceof PlateauFamily) {
            // 1 - d is known to the last digit of 1; the oracle's own differences stand on the plateau
            return parameter.equals("f") ? 0x1p-52 : 1e-100;
        }
        // at the half-life, which no exponent moves, two equal parts cancel
        return Math.abs(reference) < 1e-100 && parameter.equals("q") ? 1e-15 : ABSOLUTE;
    }

    @ParameterizedTest
    @CsvSource({"exp, elasticsearch_exp", "gauss, elasticsearch_gauss", "linear, elasticsearch_linear"})
    void theSpellingOfElasticsearchHasTheValuesOfSixtyDigits(String shape, String oracle) throws IOException {
        int rows = 0;
        for (JsonNode example : read("decay.json").path("families").path(oracle)) {
            JsonNode parameters = example.path("params");
            DecayFunction function = Offered.decay(
                    "elasticsearch",
                    Map.of(
                            "shape",
                            shape,
                            "scale",
                            parameters.path("scale").asText() + "d",
                            "offset",
                            parameters.path("offset").asText() + "d",
                            "decay",
                            parameters.path("decay").asText()));
            halfLife(function, example);
            for (JsonNode row : example.path("rows")) {
                double age = row.path("a").doubleValue();
                close(function + " at age " + age, function.value(age), row.path("d"));
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

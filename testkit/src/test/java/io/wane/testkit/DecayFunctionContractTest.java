package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.decay.Term;
import io.wane.core.plugin.Component;
import io.wane.core.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract accepts an exponential and rejects what is broken about it, one thing at a time. */
class DecayFunctionContractTest {

    @Test
    void aGoodDecayPasses() {
        assertThat(Rejections.failures(Good.class)).isEmpty();
    }

    @Test
    void aDecayThatRisesIsRejected() {
        assertThat(Rejections.failedTests(Rises.class)).contains("theValueNeverRises");
    }

    @Test
    void aDecayThatStartsBelowOneIsRejected() {
        assertThat(Rejections.failedTests(StartsBelowOne.class)).contains("aFreshEventCountsOne");
    }

    @Test
    void aDecayThatFallsBelowZeroIsRejected() {
        assertThat(Rejections.failedTests(FallsBelowZero.class)).contains("theValueStaysBetweenZeroAndOne");
    }

    @Test
    void aWrongGradientIsRejected() {
        assertThat(Rejections.failedTests(WrongGradient.class))
                .containsExactly("theGradientIsTheDerivativeByEachParameter");
    }

    @Test
    void aWrongHalfLifeIsRejected() {
        assertThat(Rejections.failedTests(WrongHalfLife.class))
                .containsExactly("halfIsLeftAtTheHalfLife", "settingsGiveTheHalfLifeThatTheySay");
    }

    @Test
    void aHalfLifeThatIsSaidNeverToComeIsRejected() {
        assertThat(Rejections.failedTests(EndlessHalfLife.class)).contains("halfIsLeftAtTheHalfLife");
    }

    @Test
    void aHorizonThatCutsOffTooEarlyIsRejected() {
        assertThat(Rejections.failedTests(ShortHorizon.class))
                .containsExactly("theHorizonIsWhereLessThanEpsilonBegins");
    }

    @Test
    void aHorizonFartherThanNeedBeIsRejected() {
        assertThat(Rejections.failedTests(LongHorizon.class)).containsExactly("theHorizonIsWhereLessThanEpsilonBegins");
    }

    @Test
    void anExactSumThatIsNotExactIsRejected() {
        assertThat(Rejections.failedTests(InexactSum.class)).containsExactly("theTermsOfAnExactSumAddUpToTheFunction");
    }

    @Test
    void aDecayThatRemembersTheLastAgeIsRejected() {
        assertThat(Rejections.failedTests(Remembers.class)).contains("theValueDoesNotDependOnWhatWasAskedBefore");
    }

    @Test
    void aFamilyWithAScratchFieldIsRejected() {
        assertThat(Rejections.failedTests(Scratch.class)).contains("fourThreadsGetTheBitsOfOne");
    }

    @Test
    void aFamilyThatEvaluatesAnotherCurveIsRejected() {
        assertThat(Rejections.failedTests(AnotherCurve.class)).contains("functionAndFamilyGiveTheSameValues");
    }

    @Test
    void aFamilyThatEvaluatesTooManyAgesIsRejected() {
        assertThat(Rejections.failedTests(TooManyAges.class))
                .containsExactly("evaluateLeavesAloneWhatItWasNotAskedFor");
    }

    @Test
    void aFamilyThatAcceptsANegativeRateIsRejected() {
        assertThat(Rejections.failedTests(AcceptsAnything.class))
                .containsExactly("parametersOutOfRangeAreRefusedByNameAndValue");
    }

    @Test
    void aDecayThatIsEqualOnlyToItselfIsRejected() {
        assertThat(Rejections.failedTests(NoEquality.class))
                .contains("functionsAreEqualAndPrintAlikeWhenTheirParametersAreEqual");
    }

    @Test
    void aDecayThatPrintsARoundedParameterIsRejected() {
        assertThat(Rejections.failedTests(Rounded.class))
                .containsExactly("functionsDifferAndPrintDifferentlyWhenAParameterDiffers");
    }

    @Test
    void aDecayThatKeepsTheCallersArrayIsRejected() {
        assertThat(Rejections.failedTests(KeepsArray.class)).contains("aFunctionKeepsNothingOfTheCallersArray");
    }

    @Test
    void aGradientThatIsNotANumberAtAgeZeroIsRejected() {
        assertThat(Rejections.failedTests(NotANumber.class)).contains("everyNumberIsFinite");
    }

    @Test
    void theMessageNamesParameterAndAge() {
        assertThat(Rejections.failures(Rises.class).get("theValueNeverRises"))
                .contains("rate=")
                .contains("rises from")
                .contains("at age");
    }

    /** The decay to be broken: {@code exp(-rate · age)}. */
    private static class Fading implements DecayFunction {

        final double rate;

        Fading(double rate) {
            this.rate = rate;
        }

        @Override
        public double value(double ageDays) {
            return Math.exp(-rate * ageDays);
        }

        @Override
        public double halfLifeDays() {
            return Math.log(2) / rate;
        }

        @Override
        public double horizonDays(double epsilon) {
            return Math.max(0, -Math.log(epsilon)) / rate;
        }

        @Override
        public List<Term> exponentialSum() {
            return List.of(new Term(1, rate, 0));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fading fading && fading.rate == rate && fading.getClass() == getClass();
        }

        @Override
        public int hashCode() {
            return Double.hashCode(rate);
        }

        @Override
        public String toString() {
            return "fading(rate=" + rate + ")";
        }
    }

    private static class FadingFamily implements DecayFamily {

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("rate", "1/d", 0, Double.POSITIVE_INFINITY, 0.1));
        }

        DecayFunction make(double rate) {
            return new Fading(rate);
        }

        @Override
        public DecayFunction of(double... parameters) {
            if (parameters.length != 1) {
                throw new IllegalArgumentException("one rate, not " + Arrays.toString(parameters));
            }
            if (!(parameters[0] > 0 && parameters[0] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("rate must be positive and finite: " + parameters[0]);
            }
            return make(parameters[0]);
        }

        @Override
        public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
            for (int i = 0; i < n; i++) {
                value[i] = Math.exp(-parameters[0] * agesDays[i]);
                gradient[0][i] = -agesDays[i] * value[i];
            }
        }
    }

    @Setting("for this test")
    private record FadingSettings(@Setting("rate per day") double rate) {}

    static class Good extends DecayFunctionContract {

        DecayFunction make(double rate) {
            return new Fading(rate);
        }

        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                DecayFunction make(double rate) {
                    return Good.this.make(rate);
                }
            };
        }

        @Override
        protected List<SettingsExample> settingsExamples() {
            Component<DecayFunction> component = Component.decay(
                    "fading", FadingSettings.class, (settings, host) -> make(settings.rate), new FadingFamily());
            return List.of(new SettingsExample(component, Map.of("rate", "0.1"), 6.931471805599453));
        }
    }

    static class Rises extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double value(double ageDays) {
                    return super.value(ageDays > 300 ? 0 : ageDays);
                }
            };
        }
    }

    static class StartsBelowOne extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double value(double ageDays) {
                    return 0.9 * super.value(ageDays);
                }
            };
        }
    }

    static class FallsBelowZero extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double value(double ageDays) {
                    return 1 - rate * ageDays;
                }
            };
        }
    }

    static class WrongGradient extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public void evaluate(double[] p, double[] agesDays, int n, double[] value, double[][] gradient) {
                    super.evaluate(p, agesDays, n, value, gradient);
                    for (int i = 0; i < n; i++) {
                        gradient[0][i] *= 1.0001;
                    }
                }
            };
        }
    }

    static class WrongHalfLife extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double halfLifeDays() {
                    return 0.693147 / rate;
                }
            };
        }
    }

    static class EndlessHalfLife extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double halfLifeDays() {
                    return Double.POSITIVE_INFINITY;
                }
            };
        }
    }

    static class ShortHorizon extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double horizonDays(double epsilon) {
                    return 0.99 * super.horizonDays(epsilon);
                }
            };
        }
    }

    static class LongHorizon extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public double horizonDays(double epsilon) {
                    return 1.01 * super.horizonDays(epsilon);
                }
            };
        }
    }

    static class InexactSum extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public List<Term> exponentialSum() {
                    return List.of(new Term(0.5, rate, 0), new Term(0.5, 1.00001 * rate, 0));
                }
            };
        }
    }

    static class Remembers extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                private double oldest;

                @Override
                public double value(double ageDays) {
                    oldest = Math.max(oldest, ageDays);
                    return super.value(oldest);
                }
            };
        }
    }

    // Deterministic however the threads run: every thread after the first gets another last bit.
    static class Scratch extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                private Thread first;

                @Override
                public void evaluate(double[] p, double[] agesDays, int n, double[] value, double[][] gradient) {
                    super.evaluate(p, agesDays, n, value, gradient);
                    if (first == null) {
                        first = Thread.currentThread();
                    }
                    for (int i = 0; i < n && first != Thread.currentThread(); i++) {
                        value[i] = Math.nextDown(value[i]);
                    }
                }
            };
        }
    }

    static class AnotherCurve extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public void evaluate(double[] p, double[] agesDays, int n, double[] value, double[][] gradient) {
                    for (int i = 0; i < n; i++) {
                        double x = p[0] * agesDays[i];
                        value[i] = 1 / (1 + x);
                        gradient[0][i] = -agesDays[i] / ((1 + x) * (1 + x));
                    }
                }
            };
        }
    }

    static class TooManyAges extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public void evaluate(double[] p, double[] agesDays, int n, double[] value, double[][] gradient) {
                    super.evaluate(p, agesDays, agesDays.length, value, gradient);
                }
            };
        }
    }

    static class AcceptsAnything extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public DecayFunction of(double... parameters) {
                    return parameters.length == 1 ? make(parameters[0]) : super.of(parameters);
                }
            };
        }
    }

    static class NoEquality extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public boolean equals(Object other) {
                    return this == other;
                }

                @Override
                public int hashCode() {
                    return System.identityHashCode(this);
                }
            };
        }
    }

    static class Rounded extends Good {
        @Override
        DecayFunction make(double rate) {
            return new Fading(rate) {
                @Override
                public String toString() {
                    return "fading(rate=" + (float) rate + ")";
                }
            };
        }
    }

    static class KeepsArray extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public DecayFunction of(double... parameters) {
                    super.of(parameters);
                    return new Fading(parameters[0]) {
                        @Override
                        public double value(double ageDays) {
                            return Math.exp(-parameters[0] * ageDays);
                        }
                    };
                }
            };
        }
    }

    // a · ln a at age 0, without the branch
    static class NotANumber extends Good {
        @Override
        protected DecayFamily family() {
            return new FadingFamily() {
                @Override
                public void evaluate(double[] p, double[] agesDays, int n, double[] value, double[][] gradient) {
                    super.evaluate(p, agesDays, n, value, gradient);
                    for (int i = 0; i < n; i++) {
                        gradient[0][i] += 0 * Math.log(agesDays[i]);
                    }
                }
            };
        }
    }
}

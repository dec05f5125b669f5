package io.wane.decisions.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.GroupEstimate;
import io.wane.engine.fitting.RefitAlarm;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class FitReportTest {

    private static final DecayFit FIT = Fits.of(Fits.decays());

    @Test
    void theFirstSentencesSayHowFastAndWhetherToBelieveIt() {
        assertThat(text(FitReport.html(FIT, "a shop")))
                .contains("A view counts half after 1.84 d [1.70, 1.99]; certified: all 2 checks passed.")
                .contains("An event of any type counts half after 1.56 d [1.45, 1.67];");
    }

    @Test
    void whatIsNotCertifiedSaysWhyInTheSameSentence() {
        DecayFit fit =
                Fits.of(List.of(Fits.decay("view", 2, 1, 4, 0.2, "the halves differ", "it is weak", "and more")));
        assertThat(text(FitReport.html(fit, "a shop")))
                .contains("A view counts half after 2.00 d [1.00, 4.00]; not certified because the halves differ; it is"
                        + " weak; and 1 more reason below.")
                .contains("Why the half-life of view is not certified");
    }

    @Test
    void aHalfLifeWithoutAnUpperEndIsMoreThanItsLowerEnd() {
        DecayFit fit = Fits.of(List.of(
                Fits.decay("view", Fits.FOREVER, 35, Fits.FOREVER, 0.2),
                Fits.decay("cart", 80, 40, Fits.FOREVER, 0.2)));
        assertThat(text(FitReport.html(fit, "a shop")))
                .contains("A view counts half after > 35.0 d (the log sets no upper limit)")
                .contains("A cart counts half after > 40.0 d (the log sets no upper limit)");
    }

    @Test
    void nothingUnknownIsWrittenAsANumber() {
        String html = FitReport.html(Fits.unknown(), "nothing");
        assertThat(html).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("∞");
    }

    @Test
    void thePageIsWellFormed() throws Exception {
        parsed(FitReport.html(FIT, "a shop"));
        parsed(FitReport.html(Fits.unknown(), "nothing"));
    }

    @Test
    void thePageNeedsNothingButABrowser() {
        assertThat(FitReport.html(FIT, "a shop"))
                .doesNotContain("<script")
                .doesNotContain("http")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("<link")
                .doesNotContain("src=");
    }

    @Test
    void namesFromTheLogAreEscapedWhereverTheyStand() throws Exception {
        String evil = "\"><script>alert('&')</script>";
        List<FittedDecay> decays = new ArrayList<>(Fits.decays());
        decays.add(Fits.decay(evil, 2, 1, 3, 0.1, evil));
        decays.add(Fits.decay("view", evil, evil, 2, 1, 3, 0.1));
        DecayFit fit = Fits.with(
                Fits.of(decays),
                List.of(new GroupEstimate(evil, evil, 1.2, 0.1, 1.1, 1)),
                Optional.empty(),
                List.of(evil));
        String html = FitReport.html(fit, evil);
        assertThat(html).doesNotContain("<script");
        parsed(html);
    }

    @Test
    void everyPlotIsDrawnAndSaysHowToReadIt() {
        DecayFit fit = Fits.with(
                FIT, List.of(new GroupEstimate("shoes", "all", 1.6, 0.2, 1.4, 1)), Optional.empty(), List.of());
        String html = FitReport.html(fit, "a shop");
        assertThat(matches(html, "<h3>([^<]*)</h3>\\s*<svg"))
                .containsExactly(
                        "How often an event is chosen again",
                        "The same, both scales logarithmic",
                        "Do probabilities come true",
                        "Weekdays the fit does not know",
                        "What each step is worth",
                        "The small steps, enlarged",
                        "The half-life over time",
                        "Groups, raw against shrunk");
        assertThat(matches(html, "<figcaption>([^<]*)</figcaption>"))
                .hasSize(8)
                .allSatisfy(sentence -> assertThat(sentence).matches("[^.]*([0-9]\\.[0-9][^.]*)*\\."));
    }

    @Test
    void groupsAreShownOnlyWhereThereAreSome() {
        assertThat(FitReport.html(FIT, "a shop"))
                .doesNotContain("raw against shrunk")
                .doesNotContain("id=\"groups\"");
    }

    @Test
    void ofManyGroupsThoseWithMostEventsAreDrawn() {
        List<GroupEstimate> groups = IntStream.range(0, 100)
                .mapToObj(i -> new GroupEstimate("g" + i, "all", 1 + i / 100.0, 0.1, 1 + i / 200.0, 1))
                .toList();
        String html = FitReport.html(Fits.with(FIT, groups, Optional.empty(), List.of()), "a shop");
        assertThat(html).contains("Of 100 groups the 40 with most events");
    }

    @Test
    void aRateOfExchangeIsSaidForFreshEventsAndForTheirMemory() {
        // .741 / .223 = 3.32; times .887 / 1.836 = 1.61; the interval by hypot(.1, .1) = .1414
        assertThat(text(FitReport.html(FIT, "a shop")))
                .contains(
                        "A fresh cart counts 3.32 [2.52, 4.38] times as much as a fresh view, beyond the view that comes"
                                + " with it; over its memory (weight × half-life), 1.61 times.");
    }

    @Test
    void theMemoryOfAnUnboundedHalfLifeHasNoRate() {
        DecayFit fit = Fits.of(
                List.of(Fits.decay("cart", Fits.FOREVER, 9, Fits.FOREVER, 0.7), Fits.decay("view", 2, 1, 3, 0.2)));
        assertThat(text(FitReport.html(fit, "a shop"))).contains("over its memory, unknown");
    }

    @Test
    void ofASumOfExponentialsTheHalfLifeIsThatOfTheLastingPart() {
        DecayFit fit = Fits.of(List.of(Fits.decay("view", "all", "bi-exponential", 4.46, 4, 5, 0.2)));
        assertThat(text(FitReport.html(fit, "a shop")))
                .contains("The lasting part of a view counts half after 4.46 d [4.00, 5.00]");
    }

    @Test
    void whereNothingFadesThePageSaysSo() {
        DecayFit fit = Fits.of(List.of(
                Fits.decay("view", "all", "none", Fits.FOREVER, Fits.NONE, Fits.FOREVER, 0.2, "nothing decays")));
        assertThat(text(FitReport.html(fit, "a shop")))
                .contains("A view counts the same at any age: no shape of decay predicts better than none;")
                .contains("does not fade");
    }

    @Test
    void anAlarmIsRaisedOnTheFirstScreen() {
        DecayFit fit = Fits.with(FIT, List.of(), Optional.of(new RefitAlarm(Math.log(60), 3000, 6)), List.of());
        assertThat(text(FitReport.html(fit, "a shop")))
                .contains("Refit: the earlier fit no longer describes the log. Evidence against it is 60.0 : 1 by 3,000"
                        + " choices since day 6.0 of the log (alarm from 20 : 1; valid however often one looks).");
    }

    @Test
    void theSameFitGivesTheSamePage() {
        assertThat(FitReport.html(FIT, "a shop")).isEqualTo(FitReport.html(Fits.of(Fits.decays()), "a shop"));
    }

    // As a reader sees it: without tags, one space between words.
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "").replace("&gt;", ">").replaceAll("[\\s\\u00a0]+", " ");
    }

    private static List<String> matches(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static void parsed(String html) throws IOException, SAXException, ParserConfigurationException {
        String xml = html.replaceAll("<!DOCTYPE[^>]*>|<meta[^>]*>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}

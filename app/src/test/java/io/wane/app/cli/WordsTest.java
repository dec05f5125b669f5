package io.wane.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aNumberKeepsThreeSignificantDigits() {
        assertThat(Words.significant(0)).isEqualTo("0");
        assertThat(Words.significant(12345.6)).isEqualTo("12346");
        assertThat(Words.significant(28.0675)).isEqualTo("28.1");
        assertThat(Words.significant(1)).isEqualTo("1.00");
        assertThat(Words.significant(-0.0123456)).isEqualTo("-0.0123");
        assertThat(Words.significant(0.00000012345)).isEqualTo("1.23e-07");
    }

    @Test
    void aShareIsAPercentage() {
        assertThat(Words.percent(0)).isEqualTo("0 %");
        assertThat(Words.percent(0.0123)).isEqualTo("1.2 %");
        assertThat(Words.percent(0.0995)).isEqualTo("10 %");
        assertThat(Words.percent(1)).isEqualTo("100 %");
    }

    @Test
    void aPercentageNeverHidesThatSomethingIsLeft() {
        assertThat(Words.percent(0.999)).isEqualTo("99.9 %");
        assertThat(Words.percent(0.99999)).isEqualTo("> 99.9 %");
        assertThat(Words.percent(0.00001)).isEqualTo("< 0.1 %");
    }

    @Test
    void aLongTimeIsInYears() {
        assertThat(Words.span(1.5)).isEqualTo("1.5d");
        assertThat(Words.span(26_663)).isEqualTo("73 years");
    }

    @Test
    void aWholeNumberHasNoDecimals() {
        assertThat(Words.plain(3)).isEqualTo("3");
        assertThat(Words.plain(0.25)).isEqualTo("0.25");
    }

    @Test
    void aCurveIsAsHighAsItsNumbersAgainstTheLargest() {
        assertThat(Words.curve(new double[] {2, 1, 0})).isEqualTo("█▅▁");
        assertThat(Words.curve(new double[] {0, 0})).isEqualTo("▁▁");
    }

    @Test
    void aTitleIsCutBetweenCharacters() {
        assertThat(Words.shortened("short", 5)).isEqualTo("short");
        assertThat(Words.shortened("longer", 5)).isEqualTo("long…");
        assertThat(Words.shortened("🕯🕯🕯", 2)).isEqualTo("🕯…");
    }

    @Test
    void timesAreInUtc() {
        assertThat(Words.minute(0)).isEqualTo("1970-01-01 00:00");
        assertThat(Words.day(-1)).isEqualTo("1969-12-31");
    }
}

package io.wane.engine.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * Dates as the copies of Online Retail write them: {@code 2010-12-01 08:26:00}, {@code 1.12.2010 8:26}, or with slashes,
 * where the whole file decides whether the day or the month stands first.
 */
final class RetailDates {

    enum Form {
        ISO("yyyy-MM-dd HH:mm"),
        DOTS("d.M.yyyy H:mm"),
        DAY_FIRST("d/M/yyyy H:mm"),
        MONTH_FIRST("M/d/yyyy H:mm");

        private final String pattern;

        Form(String pattern) {
            this.pattern = pattern;
        }
    }

    private final Form form;
    // year, month, day, hour, minute, second in the order written
    private final int[] parts = new int[6];

    private RetailDates(Form form) {
        this.form = form;
    }

    /** The form that a file's dates are in. */
    static RetailDates of(Path file, Header header) throws IOException {
        int column = header.indexOf("InvoiceDate");
        CsvFields fields = new CsvFields(header.separator(), header.names().size());
        try (RecordReader records = RecordReader.open(file)) {
            records.next();
            records.quotedFieldsBetween(header.separator());
            Slashes slashes = null;
            while (records.next()) {
                String date = field(records, fields, column);
                if (slashes != null) {
                    slashes.see(date, records.line());
                } else if (date.indexOf('/') >= 0) {
                    slashes = new Slashes(file);
                    slashes.see(date, records.line());
                } else if (date.indexOf('.') >= 0) {
                    return new RetailDates(Form.DOTS);
                } else if (date.indexOf('-') >= 0) {
                    return new RetailDates(Form.ISO);
                }
            }
            return new RetailDates(slashes == null ? Form.ISO : slashes.decide());
        }
    }

    private static String field(RecordReader records, CsvFields fields, int column) {
        try {
            return records.fault() == null ? fields.of(records.text())[column] : "";
        } catch (RowException rejectedLater) {
            return "";
        }
    }

    /** Milliseconds of a date in the shop's zone. */
    long millis(String text) throws RowException {
        try {
            return read(text, form).atZone(RetailRows.ZONE).toInstant().toEpochMilli();
        } catch (DateTimeException | NumberFormatException refused) {
            throw new RowException(
                    Fault.TIME,
                    "InvoiceDate '" + text + "' is not a time as " + form.pattern + ", which the file's others are");
        }
    }

    private LocalDateTime read(String text, Form as) {
        String date = text.strip();
        char separator = switch (as) {
            case ISO -> '-';
            case DOTS -> '.';
            default -> '/';
        };
        int part = 0;
        int digits = 0;
        parts[5] = 0;
        parts[0] = 0;
        for (int i = 0; i < date.length(); i++) {
            char c = date.charAt(i);
            if (c >= '0' && c <= '9' && digits < 4) {
                parts[part] = (digits == 0 ? 0 : parts[part] * 10) + (c - '0');
                digits++;
                continue;
            }
            boolean right = part < 2 ? c == separator : part == 2 ? c == ' ' || c == 'T' : c == ':';
            if (!right || digits == 0 || part == 5) {
                throw new DateTimeException(date);
            }
            part++;
            digits = 0;
        }
        if (part < 4 || digits == 0) {
            throw new DateTimeException(date);
        }
        int year = as == Form.ISO ? parts[0] : parts[2];
        if (year < 1000) {
            throw new DateTimeException(date);
        }
        return switch (as) {
            case ISO -> LocalDateTime.of(year, parts[1], parts[2], parts[3], parts[4], parts[5]);
            case MONTH_FIRST -> LocalDateTime.of(year, parts[0], parts[1], parts[3], parts[4], parts[5]);
            default -> LocalDateTime.of(year, parts[1], parts[0], parts[3], parts[4], parts[5]);
        };
    }

    @Override
    public String toString() {
        return form.pattern;
    }

    // Which of two readings all dates of a file allow; where both, the one under which the file is in time order.
    private static final class Slashes {

        private final Path file;
        private final Reading dayFirst = new Reading(Form.DAY_FIRST);
        private final Reading monthFirst = new Reading(Form.MONTH_FIRST);

        Slashes(Path file) {
            this.file = file;
        }

        void see(String date, long line) {
            boolean day = dayFirst.allows(date);
            boolean month = monthFirst.allows(date);
            // What neither reading allows is a bad row, not a hint.
            if (day && !month) {
                dayFirst.only(date, line);
            } else if (month && !day) {
                monthFirst.only(date, line);
            }
        }

        Form decide() {
            if (dayFirst.witness != null && monthFirst.witness != null) {
                throw new IngestException(file + ": " + dayFirst.witness + " must be d/M/yyyy and " + monthFirst.witness
                        + " must be M/d/yyyy; write all times as yyyy-MM-dd HH:mm");
            }
            if (dayFirst.witness != null || (monthFirst.witness == null && dayFirst.inOrder && !monthFirst.inOrder)) {
                return Form.DAY_FIRST;
            }
            if (monthFirst.witness != null || (monthFirst.inOrder && !dayFirst.inOrder)) {
                return Form.MONTH_FIRST;
            }
            throw new IngestException(file + ": the dates (the first is '" + dayFirst.first
                    + "') can be d/M/yyyy or M/d/yyyy throughout; write all times as yyyy-MM-dd HH:mm");
        }
    }

    private static final class Reading {

        private final Form form;
        private final RetailDates dates;
        private LocalDateTime last = LocalDateTime.MIN;
        private boolean inOrder = true;
        private String first;
        private String witness;

        Reading(Form form) {
            this.form = form;
            dates = new RetailDates(form);
        }

        boolean allows(String date) {
            try {
                LocalDateTime time = dates.read(date, form);
                inOrder &= !time.isBefore(last);
                last = time;
                first = first == null ? date : first;
                return true;
            } catch (DateTimeException refused) {
                return false;
            }
        }

        void only(String date, long line) {
            if (witness == null) {
                witness = "'" + date + "' in line " + line;
            }
        }
    }
}

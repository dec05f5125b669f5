package io.wane.engine.pipeline;

import io.wane.core.event.Event;
import io.wane.core.event.EventView;

/** One event as extractors see it. */
record SingleEvent(Event event) implements EventView {

    @Override
    public long timeMillis() {
        return event.timeMillis();
    }

    @Override
    public String type() {
        return event.type();
    }

    @Override
    public String user() {
        return event.user().orElse("");
    }

    @Override
    public String item() {
        return event.item().orElse("");
    }

    @Override
    public double quantity() {
        return number(Event.QUANTITY);
    }

    @Override
    public double price() {
        return number(Event.PRICE);
    }

    @Override
    public double amount() {
        double amount = number(Event.AMOUNT);
        return Double.isNaN(amount) ? quantity() * price() : amount;
    }

    @Override
    public double rating() {
        return number(Event.RATING);
    }

    @Override
    public double number(String name) {
        return event.numbers().getOrDefault(name, Double.NaN);
    }

    @Override
    public String text(String name) {
        return event.text().getOrDefault(name, "");
    }
}

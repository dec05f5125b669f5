package io.wane.engine.fitting;

/**
 * One line of the ledger of nats: what a description of the log is worth over the one before it.
 *
 * @param name what is added by this step
 * @param nats log-likelihood per scored instant, nats
 * @param perplexity among how many equally likely entities the choice is left: {@code exp(-nats)}
 * @param gain nats per event over the step before; 0 for the first
 * @param low lower end of its 95 % interval over users
 * @param high upper end
 */
public record LedgerStep(String name, double nats, double perplexity, double gain, double low, double high) {}

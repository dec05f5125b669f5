/** The commands of {@code wane}: data on standard output, all else on standard error. */
package io.wane.app.cli;

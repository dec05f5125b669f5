/** What was learned, as one page that anybody can open. */
package io.wane.decisions.report;

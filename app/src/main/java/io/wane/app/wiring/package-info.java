/** Assembles a deployment: configuration and plugins in, engine classes out. The only place that knows Guice. */
package io.wane.app.wiring;

/** What a workspace keeps beside the events: trained models, and what was settled once and must not change. */
package io.wane.engine.artifact;

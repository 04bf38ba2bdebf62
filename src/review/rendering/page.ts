import { type Phrase } from "../phrase";

/** A line of a page; what belongs to it stands below it. */
export interface PageLine {
  readonly text: Phrase;
  /** Draws the eye. */
  readonly mark?: "danger" | "attention";
  /** Where it stands and what it comes from, and what else there is to say of it. */
  readonly details?: readonly Phrase[];
}

export interface PageSection {
  readonly title: string;
  readonly lines: readonly PageLine[];
  /** Survives whatever else has to be cut. */
  readonly isVital?: true;
}

/** A review in the order in which it is read, before it is laid out for a terminal or for GitHub. */
export interface Page {
  readonly environment: string;
  /** Verdict and counts. */
  readonly headline: Phrase;
  /** Sentences below it. */
  readonly remarks: readonly Phrase[];
  readonly sections: readonly PageSection[];
}

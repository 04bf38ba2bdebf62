import { type Phrase } from "../phrase";

/** A line of a page, with details below it. */
export interface PageLine {
  readonly text: Phrase;
  /** Highlights the line. @default - none */
  readonly mark?: "danger" | "attention";
  /** Location, cause and further remarks. @default - none */
  readonly details?: readonly Phrase[];
}

export interface PageSection {
  readonly title: string;
  readonly lines: readonly PageLine[];
  /** True for a section that is kept when a page is truncated. @default - the section may be cut */
  readonly isVital?: true;
}

/** A review in reading order, independent of the output format. */
export interface Page {
  readonly environment: string;
  /** The verdict and the counts. */
  readonly headline: Phrase;
  /** Sentences below the headline. */
  readonly remarks: readonly Phrase[];
  readonly sections: readonly PageSection[];
}

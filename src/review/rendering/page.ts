import { type Phrase } from "../stages/phrase";

/** A line of a page, with details below it. */
export interface PageLine {
  readonly text: Phrase;
  /** The cause of an open line: place, key and both values. @default - none */
  readonly cause?: Phrase;
  /** Highlights the line. @default - none */
  readonly mark?: "danger" | "attention" | undefined;
  /** Location, cause and further remarks. @default - none */
  readonly details?: readonly Phrase[];
}

export interface PageSection {
  readonly title: string;
  readonly lines: readonly PageLine[];
}

/** A review in reading order, independent of the output format. Environments that change alike have one page. */
export interface Page {
  readonly environments: readonly string[];
  /** The commit after the change. @default - not known, as for a folder */
  readonly commit?: string;
  /** Verdict with the worst harm, difference of cost and counts. */
  readonly headline: Phrase;
  /** The worst lines, each with its cause; they are always shown. */
  readonly open: readonly PageLine[];
  /** Number of lines that follow in the sections. */
  readonly more: number;
  /** A step to take next. @default - nothing changes */
  readonly next?: Phrase;
  /** Sides, versions and what is not judged. */
  readonly facts: readonly Phrase[];
  /** Everything else. A format with folds shows them closed. */
  readonly sections: readonly PageSection[];
}

/** Lines above the pages of several environments. */
export interface PageSummary {
  readonly headline: Phrase;
  readonly lines: readonly PageLine[];
}

/** The pages of a change, the worst first. */
export interface Pages {
  /** @default - there is one environment */
  readonly summary?: PageSummary;
  readonly pages: readonly Page[];
}

/** `and 41 that follow`; undefined if there is none. */
export const followText = ({ more }: Page): string | undefined =>
  more === 0 ? undefined : `and ${more} that follow`;

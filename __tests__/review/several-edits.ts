import { type Review } from "../../src/review/stages/review";
import { LAYERS } from "../../src/base/layers";
import { type PageSection } from "../../src/review/rendering/page";
import { pageOf } from "../../src/review/rendering/page-of";
import { reviewLine } from "../../src/review/rendering/sections/changes";
import { plain } from "../../src/review/stages/phrase";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { recordFor } from "../support/recorded-causes";
import { between, reviewOf } from "./pairs";

/** A side of a review: the synthesized stacks, and the record of the values of the file. */
export interface Synthesized {
  readonly plan: Plan;
  readonly record: EnvironmentRecord;
}

/** Synthesizes a changed environment. Every value counts as written, with its path as its location. */
export function synthesized(environment: string, change: object): Synthesized {
  return {
    plan: planWith(environment, change),
    record: recordFor(environment, configWith(environment, change)),
  };
}

export const reviewBetween = (before: Synthesized, after: Synthesized): Review =>
  reviewOf(between(before.plan, after.plan), { records: [before.record, after.record] });

/** A line of a page, without its details. */
export interface Line {
  /** Section and address, such as `Network paths: aws_subnet.private_a`. */
  readonly line: string;
  readonly address: string;
  /** Paths of the settings that cause it, or `program`. */
  readonly causes: readonly string[];
}

/** A stack, followed by an address. */
const PLACE = new RegExp(`-(?:${LAYERS.join("|")}) (\\w+\\.[\\w.]+)`);

/** Sections of a page, in which topics also have the lines that the page shows open. */
function sectionsOf(review: Review): PageSection[] {
  const topics = review.topics.map(({ title, lines }) => ({
    title,
    lines: lines.map((line) => reviewLine(review, line)),
  }));
  const titles = topics.map(({ title }) => title);
  return [...topics, ...pageOf(review).sections.filter(({ title }) => !titles.includes(title))];
}

export function linesOf(review: Review): Line[] {
  return sectionsOf(review).flatMap(({ title, lines }) =>
    lines.map(({ text, details = [] }) => {
      const from = details.map(plain).filter((detail) => /^(possible )?causes?: /.test(detail));
      const address = PLACE.exec([text, ...details].map(plain).join("\n"))?.[1] ?? "";
      return { line: `${title}: ${address}`, address, causes: from.map(pathIn) };
    }),
  );
}

const pathIn = (text: string): string => /, (\S+): /.exec(text)?.[1] ?? text;

/** Addresses in sections of a review by cause, or by all possible causes. */
export function causesIn(review: Review, ...titles: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { line, causes } of linesOf(review)) {
    const cause = causes.join(" or ");
    const title = titles.find((each) => line.startsWith(`${each}: `));
    if (title !== undefined) (found[cause] ??= []).push(line.slice(title.length + 2));
  }
  return found;
}

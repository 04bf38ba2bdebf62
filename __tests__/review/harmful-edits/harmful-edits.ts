import { plain } from "../../../src/review/stages/phrase";
import { type Review } from "../../../src/review/stages/review";
import { edited, reviewOf } from "../pairs";
import { type EditLayers, together } from "./edits";

export const RETAIL = "retail-forecast";
export const PLATFORM = "ml-platform";

/** Findings of checks have their own tests. */
const isFinding = (text: string): boolean => /^new (waived )?(error|warning)/.test(text);

/** The review of an edit of stacks that have an earlier edit already. */
function reviewAfter(environment: string, edit: EditLayers, from: EditLayers): Review {
  const { after: before } = edited(environment, from);
  const { after } = edited(environment, together(from, edit));
  return reviewOf({ environment, before, after });
}

/** Lines of topics that need attention. */
const openLines = ({ lines }: Review): string[] =>
  lines
    .filter(({ level, text }) => level === "attention" && !isFinding(plain(text)))
    .map(({ address = "", text }) => `${address}: ${plain(text)}`);

/** An edit that does harm, with the address of an open line. */
export interface Harmful {
  readonly what: string;
  readonly address: string;
  readonly edit: EditLayers;
  /** @default - the stacks are those of the environment */
  readonly from?: EditLayers;
  /** @default retail-forecast */
  readonly environment?: string;
}

/** A value that only the apply knows. */
export const UNKNOWN = "${data.external.settings.result}";

/** A test for each edit. */
export function expectAttention(edits: readonly Harmful[]): void {
  test.each(edits)("$what", ({ address, edit, from = () => undefined, environment = RETAIL }) => {
    const review = reviewAfter(environment, edit, from);
    expect(review.verdict).not.toBe("safe");
    expect(openLines(review)).toContainEqual(expect.stringContaining(address));
  });
}

/** An edit of `mlapp` that does harm, with its line. Some of the harm is in findings too, which the owner can have accepted. */
export interface HarmfulWithLine {
  readonly what: string;
  /** Additions to the environment before the change. */
  readonly from: EditLayers;
  readonly edit: EditLayers;
  readonly line: string;
}

/** A test for each edit: the line is there, and the change is not safe. */
export function expectLines(edits: readonly HarmfulWithLine[]): void {
  test.each(edits)("$what", ({ from, edit, line }) => {
    const { verdict, lines } = reviewAfter("mlapp", edit, from);
    expect(lines.map(({ level, harm, text }) => `${harm ?? level}: ${plain(text)}`)).toContainEqual(
      expect.stringContaining(line),
    );
    expect(verdict).not.toBe("safe");
  });
}

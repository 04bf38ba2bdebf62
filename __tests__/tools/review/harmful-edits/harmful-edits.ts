import { plain } from "../../../../src/tools/review/phrase";
import { type Layers, edited, reviewOf } from "../pairs";

export type EditLayers = (layers: Layers) => void;

export const RETAIL = "retail-forecast";
export const PLATFORM = "ml-platform";

/** Findings of checks have their own tests. */
const isFinding = (text: string): boolean => /^new (waived )?(error|warning)/.test(text);

/** Lines of topics that need attention, after an edit of stacks that have an earlier edit already. */
function openLines(environment: string, edit: EditLayers, from: EditLayers = () => undefined) {
  const { after: before } = edited(environment, from);
  const { after } = edited(environment, (layers) => {
    from(layers);
    edit(layers);
  });
  const { verdict, lines } = reviewOf({ environment, before, after });
  return {
    verdict,
    open: lines
      .filter(({ level, text }) => level === "attention" && !isFinding(plain(text)))
      .map(({ address = "", text }) => `${address}: ${plain(text)}`),
  };
}

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
  test.each(edits)("$what", ({ address, edit, from, environment = RETAIL }) => {
    const { verdict, open } = openLines(environment, edit, from);
    expect(verdict).not.toBe("safe");
    expect(open).toContainEqual(expect.stringContaining(address));
  });
}

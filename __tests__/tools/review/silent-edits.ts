import { plain } from "../../../src/tools/review/phrase";
import { planOf } from "../../support/reference-plans";
import { type Layers, outputStacks, reviewOf } from "./pairs";

const environment = "mlapp";

export type Edit = (layers: Layers) => void;

/** Harm that topics claimed and did not say. Some of it is in findings, which the owner can have accepted. */
export interface SilentEdit {
  readonly what: string;
  /** Additions to the environment before the change. */
  readonly having: Edit;
  readonly edit: Edit;
  readonly line: string;
}

export const table = (json: Layers["network"], type: string) => (json["resource"][type] ??= {});

export const together =
  (...edits: readonly Edit[]): Edit =>
  (layers) => {
    for (const edit of edits) edit(layers);
  };

export const without =
  (layer: keyof Layers, type: string, name: string): Edit =>
  (layers) => {
    Reflect.deleteProperty(table(layers[layer], type), name);
  };

/** The line is there, and the change is not safe. */
export function expectLine({ having, edit, line }: SilentEdit): void {
  const { verdict, lines } = reviewOf({
    environment,
    before: outputStacks(planOf(environment), having),
    after: outputStacks(planOf(environment), (layers) => {
      having(layers);
      edit(layers);
    }),
  });
  expect(lines.map(({ level, harm, text }) => `${harm ?? level}: ${plain(text)}`)).toContainEqual(
    expect.stringContaining(line),
  );
  expect(verdict).not.toBe("safe");
}

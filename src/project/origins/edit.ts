import { type Layer, stackName } from "../../base/layers";

/** A block or file of an output folder that the inputs do not lead to. */
export interface OriginEdit {
  readonly layer: Layer;
  /** Address of a block, or path of a file from the folder of the stack. */
  readonly address: string;
  readonly message: string;
  /** @default - that of the check */
  readonly fix?: string;
}

/** One line for each edit, for errors. */
export const originEditLines = (environment: string, edits: readonly OriginEdit[]): string[] =>
  edits.map(({ layer, address, message }) => `${stackName(environment, layer)} ${address}: ${message}`);

/** Edits of one address in several files as one. */
export function merged(edits: readonly OriginEdit[]): OriginEdit[] {
  const byAddress = new Map<string, OriginEdit>();
  for (const edit of edits) {
    const known = byAddress.get(edit.address);
    byAddress.set(edit.address, known ? { ...known, message: `${known.message}; ${edit.message}` } : edit);
  }
  return [...byAddress.values()];
}

import { stackName } from "../../base/layers";
import { type BlockPlace } from "../change";
import { type ReviewLine } from "../stages/line";
import { type Phrase, plain, say } from "../stages/phrase";

/** Stack, address and construct path, if known. */
export function placeText(
  environment: string,
  { layer, address, constructPath }: Partial<BlockPlace>,
): Phrase {
  const stack = layer === undefined ? [] : say`${stackName(environment, layer)}`;
  const at = address === undefined ? [] : say` ${address}`;
  const path = constructPath === undefined ? [] : say` (${constructPath})`;
  return [...stack, ...at, ...path];
}

/** Lines that a page shows open, whose content its sections leave out. */
export class ShownLines {
  constructor(private readonly lines: ReadonlySet<ReviewLine>) {}

  has(line: ReviewLine): boolean {
    return this.lines.has(line);
  }

  /** Whether an open line about this place has the text. */
  says({ layer, address }: Pick<ReviewLine, "layer" | "address">, text: string): boolean {
    return [...this.lines].some(
      (line) => line.layer === layer && line.address === address && plain(line.text).includes(text),
    );
  }
}

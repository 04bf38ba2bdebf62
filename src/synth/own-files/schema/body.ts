import { type BlockForm } from "../../../evidence/provider-schema";
import { type JsonObject } from "../../../terraform/stack-json";
import { type TextPlace } from "../../../base/text-places";
import { type OwnBlock } from "../../../terraform/own-block";

/** The body of a block as its file has it. */
export type OwnBody = ReturnType<OwnBlock["written"]>;

/** A mistake in a block, at the place of its argument. */
export interface SchemaMistake extends TextPlace {
  /** Names and indexes below the block: `.action.forward`, `.set[0].name`. */
  readonly below: string;
  readonly got: string;
  readonly expected: string;
  readonly fix: string;
}

/** A body with its schema. */
export interface Body {
  readonly json: JsonObject;
  readonly written: OwnBody;
  readonly schema: BlockForm;
  /** Path of the body, as that of a mistake. */
  readonly below: string;
}

/** Place of a part, or of the body where the file has no place of it. */
export function partPlace({ line, column, parts }: OwnBody, name: string): TextPlace {
  const [found] = parts.get(name) ?? [];
  return found ? { line: found.line, column: found.column } : { line, column };
}

/** Place of the body with an index among blocks of one name. */
export function placeOfBody(
  all: readonly { readonly bodies: readonly TextPlace[] }[],
  index: number,
): Partial<TextPlace> {
  const found = all.flatMap(({ bodies }) => bodies)[index];
  return found ? { line: found.line, column: found.column } : {};
}

import { type Json, asArray, asObject } from "../stack-json";
import { type OwnBlock } from "../own-block";
import { blocksInJson } from "./read-json";
import { withoutPlaces } from "./written-body";

/**
 * The blocks of a file that synth rendered of a component. Their places are those of the calls in the component's file, which the
 * rendered file notes. Throws a FileMistake.
 */
export function renderedBlocks(text: string): OwnBlock[] {
  const blocks = blocksInJson(text);
  const places = asObject(asObject(asObject(JSON.parse(text) as Json)["//"])["places"]);
  return blocks.map((block) => {
    const [line = block.line, column = block.column] = asArray(places[block.address]).map(Number);
    return { ...block, line, column, written: () => withoutPlaces(line, column) };
  });
}

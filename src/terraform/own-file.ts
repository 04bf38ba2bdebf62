import { type OwnBlock } from "./own-block";
import { blocksInHcl } from "./own-files/read-hcl";
import { blocksInJson } from "./own-files/read-json";
import { renderedBlocks } from "./own-files/read-rendered";
import { renderedFile } from "./rendered-name";

/** The blocks of a Terraform file of the owner, in HCL or JSON by its ending. Throws a FileMistake. */
export const readOwnFile = (name: string, text: string): OwnBlock[] =>
  renderedFile.idOf(name) !== undefined
    ? renderedBlocks(text)
    : name.endsWith(".json")
      ? blocksInJson(text)
      : blocksInHcl(name, text);

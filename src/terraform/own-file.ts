import { type OwnBlock } from "./own-block";
import { blocksInHcl } from "./own-files/read-hcl";
import { isRenderedName } from "./rendered-name";
import { blocksInJson } from "./read-json";
import { renderedBlocks } from "./own-files/read-rendered";

/** The blocks of a Terraform file of the owner, in HCL or JSON by its ending. Throws an OwnFileMistake. */
export const readOwnFile = (name: string, text: string): OwnBlock[] =>
  isRenderedName(name)
    ? renderedBlocks(text)
    : name.endsWith(".json")
      ? blocksInJson(text)
      : blocksInHcl(name, text);

import { type OwnBlock } from "./own-block";
import { blocksInHcl } from "./read-hcl";
import { blocksInJson } from "./read-json";

/** The blocks of a Terraform file of the owner, in HCL or JSON by its ending. Throws an OwnFileMistake. */
export const readOwnFile = (name: string, text: string): OwnBlock[] =>
  name.endsWith(".json") ? blocksInJson(text) : blocksInHcl(name, text);

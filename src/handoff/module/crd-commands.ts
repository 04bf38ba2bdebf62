import { type JsonObject, asObject } from "../../terraform/stack-json";

/** Commands that upgrade custom resource definitions, from the outputs of a module, each with the program that it is for. */
export const crdCommands = (source: JsonObject): { readonly command: string; readonly of: string }[] =>
  Object.entries(asObject(source["output"])).flatMap(([name, output]) => {
    const { value, description } = asObject(output);
    if (!name.endsWith("_crds_command") || typeof value !== "string") return [];
    const of = /^Run before the apply that upgrades (.+?):/.exec(String(description))?.[1];
    return [{ command: value, of: of ?? "its chart" }];
  });

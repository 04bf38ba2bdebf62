import { checksum } from "../../../shared/values/checksum";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { type Path, resourcesOf } from "../variables/variable";

/** A checksum of the data of a ConfigMap, with which pods start again after a change of it. */
export interface DataChecksum {
  /** Names of local values with the data. */
  readonly locals: readonly { readonly name: string; readonly path: Path }[];
  /** The checksum as a Terraform expression. */
  readonly expression: string;
  /** The checksum in the stack, then in each trial. */
  readonly shown: readonly string[];
}

const TYPE = "kubernetes_config_map_v1";

/** Checksums of data in a stack and its trials that Terraform computes with the same bytes. */
export function dataChecksums(stacks: readonly JsonObject[]): DataChecksum[] {
  const [stack = {}] = stacks;
  const names = Object.keys(resourcesOf(stack, TYPE));
  return names.flatMap((name) => {
    const files = names.filter((each) => each.startsWith(`${name}_files_`));
    return [of(stacks, name, []), ...(files.length > 0 ? [of(stacks, name, files)] : [])].flat();
  });
}

function of(stacks: readonly JsonObject[], name: string, files: readonly string[]): DataChecksum[] {
  const shown = stacks.flatMap((stack) => {
    const [data, ...others] = [name, ...files].map((each) => asObject(asObject(resourcesOf(stack, TYPE)[each])["data"]));
    const content = data && (files.length > 0 ? { data, files: others } : data);
    return content && isPlain(content) ? [checksum(content)] : [];
  });
  if (shown.length < stacks.length) return [];
  const local = (each: string): string => `local.${each}_data`;
  const content = files.length > 0 ? `{ data = ${local(name)}, files = [${files.map(local).join(", ")}] }` : local(name);
  return [
    {
      locals: [name, ...files].map((each) => ({ name: `${each}_data`, path: ["resource", TYPE, each, "data"] })),
      expression: `sha256(jsonencode(${content}))`,
      shown,
    },
  ];
}

/** Whether Terraform writes the same JSON: keys in their order, and no character that it escapes. */
function isPlain(content: JsonObject): boolean {
  const text = JSON.stringify(content);
  return !/[<>&\u2028\u2029]|\$\{|%\{/.test(text) && text === JSON.stringify(sorted(content));
}

const sorted = (content: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(content)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, typeof value === "object" && value !== null && !Array.isArray(value) ? sorted(asObject(value)) : value]),
  );

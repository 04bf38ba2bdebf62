import { asObject } from "../../terraform/stack-json";
import { seek } from "../variables/variable";
import { fileOfResource } from "./concerns";
import { type Format, SYNTAXES } from "./format";
import { type Module } from "./module";

type Argument = "prevent_destroy" | "force_destroy" | "force_delete";

/** A resource that blocks `terraform destroy`, with the argument to edit. */
export interface DestroyBlocker {
  readonly address: string;
  readonly type: string;
  readonly argument: Argument;
}

interface Blocking {
  readonly path: readonly string[];
  /** The value that blocks a destroy. */
  readonly value: boolean;
  /** The sentence for the resources that have it. */
  readonly text: (resources: string) => string;
}

const BLOCKING: Readonly<Record<Argument, Blocking>> = {
  prevent_destroy: {
    path: ["lifecycle", "prevent_destroy"],
    value: true,
    text: (resources) =>
      `Protected from destroy: ${resources}. Destroying them deletes their data; remove \`prevent_destroy\` only where you intend that.`,
  },
  force_destroy: {
    path: ["force_destroy"],
    value: false,
    text: (resources) =>
      `Terraform deletes a bucket only if it is empty and has no old versions. To delete all objects permanently first, set \`force_destroy = true\` in ${resources}.`,
  },
  force_delete: {
    path: ["force_delete"],
    value: false,
    text: (resources) =>
      `Terraform deletes a repository that contains images only with \`force_delete = true\`: ${resources}.`,
  },
};

const ARGUMENTS = Object.keys(BLOCKING) as Argument[];

export function destroyBlockers({ source }: Pick<Module, "source">): DestroyBlocker[] {
  return Object.entries(asObject(source["resource"])).flatMap(([type, byName]) =>
    Object.entries(asObject(byName)).flatMap(([name, value]) =>
      ARGUMENTS.filter((argument) => seek(value, BLOCKING[argument].path) === BLOCKING[argument].value).map(
        (argument) => ({ address: `${type}.${name}`, type, argument }),
      ),
    ),
  );
}

/** File of a resource of the stack, or of the one block of its family. */
function fileOf(address: string, { parts, families }: Module): string {
  const family = families.find(({ members }) => members.some((member) => member.address === address));
  const [type = "", name = ""] = (family?.address ?? address).split(".");
  return fileOfResource(parts, type, name);
}

/** Resources of this module that block a destroy; empty if there are none. */
export function protectedText(module: Module, format: Format): string {
  const all = destroyBlockers(module);
  const texts = ARGUMENTS.flatMap((argument) => {
    const resources = all
      .filter((each) => each.argument === argument)
      .map(({ address }) => `\`${address}\` (${fileOf(address, module)}${SYNTAXES[format].module})`);
    return resources.length === 0 ? [] : [BLOCKING[argument].text(resources.join(", "))];
  });
  return [...texts, ...(all.length === 0 ? [] : ["Apply these changes before the destroy."])].join(" ");
}

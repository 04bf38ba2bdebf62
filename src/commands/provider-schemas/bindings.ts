import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type BlockSchema } from "../../catalog/provider-schemas/provider-schema";
import { type ProviderExtract } from "./extract";
import { type UsedType } from "./used-types";

export interface BindingsRequest {
  /** Folder with the installed packages. */
  readonly root: string;
  readonly provider: string;
  readonly types: readonly UsedType[];
  readonly today: string;
}

/** The schema of the used types, from bindings that were generated from the provider's schema. */
export function schemaOfBindings({ root, provider, types, today }: BindingsRequest): ProviderExtract {
  const { resolve } = createRequire(join(root, "package.json"));
  const read = (module: string): BlockSchema =>
    blockOf(dirname(resolve(`@cdktf/provider-${provider}/lib/${module}`)));
  const own = types.filter((each) => each.provider === provider);
  const of = (kind: UsedType["kind"]) =>
    Object.fromEntries(
      own.filter((each) => each.kind === kind).map(({ type, module }) => [type, read(module)]),
    );
  const { name, version, cdktf } = JSON.parse(
    readFileSync(resolve(`@cdktf/provider-${provider}/package.json`), "utf8"),
  ) as { name: string; version: string; cdktf: { provider: { version: string } } };
  return {
    provider,
    version: cdktf.provider.version,
    source: `declarations of ${name} ${version}`,
    date: today,
    configuration: read("provider"),
    resources: of("resource"),
    data: of("data"),
  };
}

interface Member {
  readonly name: string;
  /** True where the comment says so. A nested attribute has the same type without that comment. */
  readonly isBlock: boolean;
  readonly type: string;
}

function blockOf(folder: string): BlockSchema {
  const text = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const interfaces = new Map(
    [...text.matchAll(/^export interface (\w+)[^{]*\{\n([^]*?)^\}/gm)].map(([, name = "", body = ""]) => [
      name,
      membersOf(body),
    ]),
  );
  const configuration = /constructor\(scope: Construct, id: string, config\??: (\w+)\)/.exec(text)?.[1];
  if (configuration === undefined) throw new Error(`no construct in ${folder}`);
  return schemaOf(configuration, interfaces);
}

function schemaOf(name: string, interfaces: ReadonlyMap<string, readonly Member[]>): BlockSchema {
  const members = interfaces.get(name);
  if (!members) throw new Error(`the bindings declare no ${name}`);
  const blocks = members.filter(({ isBlock }) => isBlock);
  return {
    attributes: members
      .filter(({ isBlock }) => !isBlock)
      .map((member) => member.name)
      .sort()
      .join(" "),
    ...(blocks.length > 0
      ? { blocks: Object.fromEntries(blocks.map((each) => [each.name, schemaOf(each.type, interfaces)])) }
      : {}),
  };
}

/** A comment with the link to the argument's page, and the property. `alias` of a provider has no page. */
const MEMBER = /\/\*\*([^]*?)\*\/\s*readonly (\w+)\??: ([^;]+);/g;

function membersOf(body: string): Member[] {
  return [...body.matchAll(MEMBER)].map(([, comment = "", property = "", type = ""]) => ({
    name: /#(\w+) \w+#\w+\}/.exec(comment)?.[1] ?? property,
    isBlock: /^\s*\* \w+ block$/m.test(comment),
    type: /^\(?(\w+)/.exec(type)?.[1] ?? "",
  }));
}

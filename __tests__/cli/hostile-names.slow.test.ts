import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { VERSION } from "../../src/base/version";
import { EMITTERS, type Place, READERS, commandFolders } from "../support/every-command";
import { publishTo, workFolder } from "../support/published-output";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("hostile-names");
const place: Place = {
  in: join(work, "out"),
  before: join(work, "before"),
  environments: join(work, "environments"),
  environment: "mlapp",
  out: join(work, "written"),
  programs: join(work, "programs"),
};

/** Names that every object of JavaScript inherits, of which tables know nothing. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");
const each = <T>(value: (name: string) => T): Record<string, T> =>
  Object.fromEntries(INHERITED.map((name) => [name, value(name)]));

type Section = Record<string, Record<string, object>>;

/** Adds blocks of types, with names and arguments that every object inherits, and arguments and labels to known blocks. */
function poison(folder: string): void {
  for (const stack of readdirSync(join(folder, "stacks"))) {
    const file = join(folder, "stacks", stack, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as Record<"resource" | "data", Section>;
    for (const section of ["resource", "data"] as const)
      for (const [type, blocks] of Object.entries(json[section] ?? {}))
        for (const [name, block] of Object.entries(blocks)) {
          blocks[`${name}_constructor`] = { ...block, ...each((key) => key) };
          if ("tags" in block)
            Object.assign(block, { tags: { ...(block.tags as object), ...each((key) => key) } });
          if (type === "helm_release")
            blocks[`${name}_chart`] = {
              ...block,
              name: "constructor",
              chart: "constructor",
              values: ["constructor: {}"],
            };
          if (type === "aws_eks_addon") blocks[`${name}_addon`] = { ...block, addon_name: "constructor" };
        }
    const extra = each((type) => each((name) => ({ [type]: name, provider: `constructor.${name}` })));
    const all = {
      ...json,
      resource: { ...json.resource, ...extra },
      data: { ...json.data, ...extra },
      locals: { ...(json as object as { locals?: object }).locals, ...each((name) => ({ [name]: name })) },
      variable: {
        ...(json as object as { variable?: object }).variable,
        ...each(() => ({ type: "string", default: "constructor" })),
      },
      output: {
        ...(json as object as { output?: object }).output,
        ...each((name) => ({ value: `\${local.${name}.${name}}` })),
      },
    };
    writeFileSync(file, JSON.stringify(all));
  }
}

beforeAll(() => {
  publishTo(place.in, { mlapp: {} }, VERSION);
  cpSync(place.in, join(work, "before"), { recursive: true });
  poison(place.in);
  cpSync(join(ROOT, "examples"), place.environments, { recursive: true });
  mkdirSync(place.programs);
  for (const name of ["aws", "terraform", "kubectl"])
    writeFileSync(join(place.programs, name), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
});

// A mutation of all stacks takes minutes.
const COMMANDS = commandFolders().filter((name) => name !== "mutate");

test.each(COMMANDS)("%s ends with a status where blocks have names that objects inherit", async (name) => {
  const command = READERS[name] ?? EMITTERS[name];
  const output = { out: () => undefined, err: () => undefined };
  const status = await command?.(
    name === "deploy" ? { ...place, environments: join(work, "none") } : place,
    output,
  );
  rmSync(place.out, { recursive: true, force: true });
  expect([0, 1]).toContain(status);
});

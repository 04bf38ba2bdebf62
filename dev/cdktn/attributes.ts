import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A getter's comment, and the class of its value if that has attributes of its own. */
const ATTRIBUTE =
  /^ *\/\/ (\w+) - computed: \w+, optional: \w+, required: \w+\n(?: *_\w+ = new (\w+)\(this, )?/gm;

/** Paths of all attributes that an expression can read, from one module of the bindings. */
export function readableAttributes(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  const classes = new Map(
    texts
      .flatMap((text) => text.split(/^(?=class )/m).slice(1))
      .map((text) => [/^class (\w+)/.exec(text)?.[1] ?? "", text] as const),
  );
  const main = [...classes.values()].find((text) => /^class \w+ extends cdktn\.Terraform/.test(text));
  if (main === undefined) throw new Error(`no construct in ${folder}`);
  return attributesIn(main, classes);
}

function attributesIn(text: string, classes: ReadonlyMap<string, string>): string[] {
  return [...text.matchAll(ATTRIBUTE)].flatMap(([, name = "", type = ""]) => [
    name,
    ...attributesIn(itemOf(type, classes), classes).map((path) => `${name}.${path}`),
  ]);
}

/** Text of the class of an object, also where the value is a list of such objects. */
function itemOf(type: string, classes: ReadonlyMap<string, string>): string {
  const text = classes.get(type) ?? "";
  const item = /^ *get\(\w+\) \{\n *return new (\w+)\(/m.exec(text)?.[1];
  return item === undefined ? text : (classes.get(item) ?? "");
}

// Prints the size of each folder of src, and how far each part of the platform reaches: `node dev/structure.mjs`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders whose subfolders are counted one by one. */
const DIVIDED = ["src/parts"];
const PARTS = "src/parts";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((name) => join("src", name))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(name, "utf8") }))
  .filter(({ text }) => !text.startsWith("// Generated"));

const linesOf = (some) => some.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
const exportsOf = (some) => some.reduce((sum, { text }) => sum + (text.match(/^export /gm) ?? []).length, 0);

/** The folder in which a file counts: of the first level, or of the second in a divided one. */
function folderOf(name) {
  const steps = name.split("/").slice(0, -1);
  return steps.slice(0, DIVIDED.includes(steps.slice(0, 2).join("/")) ? 3 : 2).join("/");
}

const folders = new Map();
for (const file of files) {
  const folder = folderOf(file.name);
  folders.set(folder, [...(folders.get(folder) ?? []), file]);
}
console.log("| folder | files | exports | hand-written lines |\n| --- | ---: | ---: | ---: |");
for (const [folder, some] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`| ${folder} | ${some.length} | ${exportsOf(some)} | ${linesOf(some)} |`);
console.log(`| all | ${files.length} | ${exportsOf(files)} | ${linesOf(files)} |\n`);

console.log("| part | its lines | other files of src that mention it |\n| --- | ---: | ---: |");
const parts = readdirSync(PARTS, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && name !== "generated",
);
for (const { name } of parts) {
  const isOwn = (file) => file.name.startsWith(`${PARTS}/${name}/`);
  const word = new RegExp(name.replaceAll("-", ".?"), "i");
  const others = files.filter((file) => !isOwn(file) && (word.test(file.text) || word.test(file.name)));
  console.log(`| ${name} | ${linesOf(files.filter(isOwn))} | ${others.length} |`);
}

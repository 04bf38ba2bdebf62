import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasOwnApp } from "../../../../src/project/origins/own-app";

function project(app: string | undefined, synth?: string): string {
  const root = mkdtempSync(join(tmpdir(), "project-"));
  if (app !== undefined) writeFileSync(join(root, "cdktf.json"), JSON.stringify({ app }));
  if (synth !== undefined) writeFileSync(join(root, "package.json"), JSON.stringify({ scripts: { synth } }));
  return root;
}

test.each([
  ["no cdktf.json", undefined, undefined],
  ["the binary", "npx private-eks-inference synth", undefined],
  ["the start file", "node --initial-old-space-size=128 bin/private-eks-inference.js synth", undefined],
  ["a script that runs the binary", "npm run --silent synth", "private-eks-inference synth"],
])("a project with %s has no App of its own", (_, app, synth) => {
  expect(hasOwnApp(project(app, synth))).toBe(false);
});

test.each([
  ["ts-node", "npx ts-node main.ts", undefined],
  ["a script that runs another program", "npm run --silent synth", "node build/main.js"],
])("a project with %s has an App of its own", (_, app, synth) => {
  expect(hasOwnApp(project(app, synth))).toBe(true);
});

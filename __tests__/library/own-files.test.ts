import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App } from "cdktf";
import { addEnvironments } from "../../src/library/stacks";
import { readStacks } from "../../src/terraform/output";
import { WorkingCopy } from "../support/working-copy";

const OWN =
  'resource "aws_ssm_parameter" "vpc" {\n  name  = "/vpc"\n  type  = "String"\n  value = aws_vpc.main.id\n}\n';

function withFile(text: string): { readonly copy: WorkingCopy; readonly file: string } {
  const copy = new WorkingCopy("mlapp");
  const file = join(copy.environments, "mlapp/network/lookup.tf");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return { copy, file };
}

/** Synthesizes an App of a user, as main.ts of a project in TypeScript does. */
function synthesized({ environments, outdir }: WorkingCopy): void {
  const app = new App({ outdir });
  addEnvironments(app, { environmentsDir: environments }, { variables: {}, today: "2026-11-20" });
  app.synth();
}

const copied = ({ outdir }: WorkingCopy): string => join(outdir, "stacks/mlapp-network/own-lookup.tf");

test("an App of a user has the own files of its environments, and loses those that are removed", () => {
  const { copy, file } = withFile(OWN);
  synthesized(copy);
  expect(readFileSync(copied(copy), "utf8")).toBe(OWN);
  const network = readStacks(copy.outdir).find(({ layer }) => layer === "network");
  expect(network?.stack.find("aws_ssm_parameter.vpc")).toBeDefined();
  rmSync(file);
  synthesized(copy);
  expect(existsSync(copied(copy))).toBe(false);
  expect(() => readStacks(copy.outdir)).not.toThrow();
});

test("a collision is an error of the App's synth, at its line", () => {
  const { copy } = withFile('resource "aws_vpc" "main" {\n}\n');
  expect(() => synthesized(copy)).toThrow(/lookup\.tf:1:1 aws_vpc\.main: got an address that exists already/);
});

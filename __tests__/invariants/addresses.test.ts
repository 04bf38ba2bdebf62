import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emit } from "../../src/synth/synth";
import { runAddresses } from "../../src/cli/addresses/command";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const STACKS = ENVIRONMENTS.flatMap((environment) => planOf(environment).stacks);

test("the address lock of every environment is current; otherwise run npx private-eks-inference lock addresses", () => {
  let printed = "";
  const nowhere = mkdtempSync(join(tmpdir(), "no-synth-"));
  const print = (text: string) => (printed += text);
  try {
    const variables = { ENVIRONMENTS_DIR: join(__dirname, "../../examples"), CDKTF_OUTDIR: nowhere };
    const status = runAddresses([], { variables, emit }, { out: print, err: print });
    const lines = printed.trim().split("\n");
    expect(lines.filter((line) => !line.startsWith("same "))).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(ENVIRONMENTS.length);
    expect(status).toBe(0);
  } finally {
    rmSync(nowhere, { recursive: true });
  }
});

test("no stack calls a module, whose resources an address lock does not contain", () => {
  expect(STACKS.length).toBeGreaterThan(ENVIRONMENTS.length);
  expect(STACKS.filter((stack) => "module" in stack.json)).toEqual([]);
});

test("every count is 0 or 1, since an address lock contains no number of instances", () => {
  const counts = STACKS.flatMap((stack) =>
    stack.resources().flatMap(({ address, config }) => {
      const count = config["count"];
      return count === undefined ? [] : [{ address: `${stack.name} ${address}`, count }];
    }),
  );
  expect(counts).not.toEqual([]);
  expect(counts.filter(({ count }) => !/^\$\{.* \? 1 : 0\}$/.test(String(count)))).toEqual([]);
});

test("the only for_each has keys that depend on the values themselves", () => {
  const each = STACKS.flatMap((stack) => stack.resources().filter(({ config }) => "for_each" in config));
  expect([...new Set(each.map(({ address }) => address))]).toEqual(["aws_route53_record.entry_validation"]);
});

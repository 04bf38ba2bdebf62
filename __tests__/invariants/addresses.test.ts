import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emit } from "../../src/synth";
import { runAddresses } from "../../src/commands/addresses/command";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const STACKS = ENVIRONMENTS.flatMap((environment) => planOf(environment).stacks);

test("the lock of every environment is current; npm run addresses says what to do", () => {
  let printed = "";
  const nowhere = mkdtempSync(join(tmpdir(), "no-synth-"));
  const print = (text: string) => (printed += text);
  try {
    const props = { environmentsDir: join(__dirname, "../../environments"), outdir: nowhere, emit };
    const status = runAddresses([], props, { out: print, err: print });
    const lines = printed.trim().split("\n");
    expect(lines.filter((line) => !line.startsWith("same "))).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(ENVIRONMENTS.length);
    expect(status).toBe(0);
  } finally {
    rmSync(nowhere, { recursive: true });
  }
});

test("no stack calls a module: a lock does not see what is in one", () => {
  expect(STACKS.length).toBeGreaterThan(ENVIRONMENTS.length);
  expect(STACKS.filter((stack) => "module" in stack.json)).toEqual([]);
});

test("a count is a switch and nothing more: a lock does not see how many there are", () => {
  const counts = STACKS.flatMap((stack) =>
    stack.resources().flatMap(({ address, config }) => {
      const count = config["count"];
      return count === undefined ? [] : [{ address: `${stack.name} ${address}`, count }];
    }),
  );
  expect(counts).not.toEqual([]);
  expect(counts.filter(({ count }) => !/^\$\{.* \? 1 : 0\}$/.test(String(count)))).toEqual([]);
});

test("keys of a for_each follow from what they name, so that none goes by a change of ours", () => {
  const each = STACKS.flatMap((stack) => stack.resources().filter(({ config }) => "for_each" in config));
  expect([...new Set(each.map(({ address }) => address))]).toEqual(["aws_route53_record.entry_validation"]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { LAYERS } from "../../src/base/layers";
import {
  type EnvironmentRecord,
  readEnvironmentRecord,
  writeEnvironmentRecord,
} from "../../src/terraform/environment-record";

const folder = mkdtempSync(join(tmpdir(), "environment-record-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => mkdirSync(join(folder, "stacks/a-state"), { recursive: true }));

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), fc.constant(null));
const setting = fc.record({
  path: fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1 }),
  value,
  at: fc.string(),
});
const record: fc.Arbitrary<EnvironmentRecord> = fc.record({
  waivers: fc.array(
    fc.record(
      {
        check: fc.string(),
        address: fc.string(),
        finding: fc.string(),
        reason: fc.string(),
        until: fc.string(),
      },
      { requiredKeys: ["check", "address", "reason", "until"] },
    ),
  ),
  settings: fc.array(
    fc.oneof(
      setting,
      setting.map(({ path, value: own }) => ({ path, value: own })),
    ),
  ),
  causes: fc.array(
    fc.record({
      layer: fc.constantFrom(...LAYERS),
      part: fc.array(fc.string()),
      addresses: fc.array(fc.string()),
    }),
  ),
});

test("a written record is read back unchanged", () => {
  fc.assert(
    fc.property(record, (written) => {
      writeEnvironmentRecord(folder, "a", written);
      expect(readEnvironmentRecord(folder, "a")).toEqual(written);
    }),
  );
});

test("a record of an older synth has no settings and no causes", () => {
  writeFileSync(join(folder, "stacks/a-state/environment.json"), '{"waivers":[]}');
  expect(readEnvironmentRecord(folder, "a")).toEqual({ waivers: [], settings: [], causes: [] });
});

test("an environment without a record has no waivers and settings", () => {
  expect(readEnvironmentRecord(folder, "b")).toEqual({ waivers: [], settings: [], causes: [] });
});

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type AddressLock, formatLock } from "../../src/address-locks/address-lock";
import { orphanedLocks, readLocks, writeLock } from "../../src/address-locks/lock-file";
import { ConfigError } from "../../src/config/loader/problems";
import { UserError } from "../../src/core/errors";
import { STACK, lock, lockOf } from "./arbitrary-locks";

const folder = mkdtempSync(join(tmpdir(), "locks-"));
const file = join(folder, "dev.addresses.json");

afterEach(() => rmSync(file, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name = "dev"): AddressLock | undefined =>
  readLocks([{ name, file: join(folder, `${name}.yaml`) }]).get(name)?.lock;

/** The problems of a lock file with this text, without its folder. */
function problemsOf(text: string): string[] {
  writeFileSync(file, text);
  try {
    read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.replaceAll(/\S*dev\.addresses\.json/g, "LOCK").split("\n");
  }
  return [];
}

/** The text of a right lock with something else in it. */
function spoiled(from: string | RegExp, to: string): string {
  const right = formatLock(lockOf(["aws_subnet.b", "aws_vpc.main"], ["aws_subnet.a=aws_subnet.b"]));
  const text = right.replace(from, to);
  expect(text).not.toBe(right);
  return text;
}

test("what is written is what is read", () => {
  fc.assert(
    fc.property(lock, (written) => {
      writeLock(file, written);
      const back = read();
      const byText = <T>(list: readonly T[]) => [...list].map((each) => JSON.stringify(each)).sort();
      expect(byText(back?.moves ?? [])).toEqual(byText(written.moves));
      const entries = (of: AddressLock) => [...of.addresses].map(([stack, all]) => [stack, byText([...all])]);
      expect(entries(back as AddressLock)).toEqual(entries(written));
    }),
  );
});

test("is sorted, with a line for each address and each move", () => {
  const text = formatLock(lockOf(["aws_vpc.main", "aws_lb.demo[count]"], ["aws_vpc.a=aws_vpc.main"]));
  expect(text.split("\n").slice(2)).toEqual([
    '  "moves": [',
    '    { "stack": "dev-network", "from": "aws_vpc.a", "to": "aws_vpc.main" }',
    "  ],",
    '  "addresses": {',
    '    "dev-network": [',
    '      "aws_lb.demo[count]",',
    '      "aws_vpc.main"',
    "    ]",
    "  }",
    "}",
    "",
  ]);
});

test("an environment without a lock has none", () => {
  expect(read()).toBeUndefined();
});

test.each([
  ["another order and other spaces", (text: string) => JSON.stringify(JSON.parse(text))],
  ["Windows line ends", (text: string) => text.replaceAll("\n", "\r\n")],
])("a file with %s is the same", (_, rewritten) => {
  const right = lockOf(["aws_subnet.b"], ["aws_subnet.a=aws_subnet.b"]);
  writeFileSync(file, rewritten(formatLock(right)));
  expect(read()).toEqual(right);
});

test("fails when the file is no JSON, such as with the marks of a merge, and points at the place", () => {
  const [line, ...others] = problemsOf(spoiled('      "aws_vpc.main"', '<<<<<<< HEAD\n      "aws_vpc.main"'));
  expect(line).toMatch(/^LOCK:9:1 \(file\): got .*JSON.*, expected JSON .*; .*version control$/);
  expect(others).toEqual([]);
});

test("fails when the file is empty", () => {
  expect(problemsOf("")).toEqual([expect.stringContaining("expected JSON as npm run addresses writes it")]);
});

test("fails when the file has a comma too many", () => {
  expect(problemsOf(spoiled('"aws_vpc.main"', '"aws_vpc.main",'))).toEqual([
    expect.stringMatching(
      /^LOCK:10:5 \(file\): got text that is no JSON \(Unexpected token '\]'\), expected JSON/,
    ),
  ]);
});

test("fails when a stack stands twice, of which JSON would lose one", () => {
  expect(problemsOf(spoiled('    "dev-network": [', '    "dev-network": [],\n    "dev-network": ['))).toEqual(
    [expect.stringMatching(/^LOCK:8:5 addresses\.dev-network: got dev-network again \(it is in line 7\)/)],
  );
});

test("fails when an address is no address, and shows all of them", () => {
  const text = spoiled('"aws_vpc.main"', '"aws_vpc", "data.aws_vpc.main", "aws_lb.a[0]", "aws_lb.b[count]"');
  expect(problemsOf(text).map((line) => line.replace(/, expected.*/, ""))).toEqual([
    'LOCK:9:7 addresses.dev-network[1]: got "aws_vpc"',
    'LOCK:9:18 addresses.dev-network[2]: got "data.aws_vpc.main"',
    'LOCK:9:39 addresses.dev-network[3]: got "aws_lb.a[0]"',
  ]);
});

test("fails when a move lacks a key or has one too many", () => {
  expect(problemsOf(spoiled('"from": "aws_subnet.a", ', ""))).toEqual([
    expect.stringMatching(/^LOCK:4:5 moves\[0\]\.from: got nothing, expected a resource's address/),
  ]);
  expect(problemsOf(spoiled('"from"', '"form"'))).toEqual([
    expect.stringMatching(/^LOCK:4:\d+ moves\[0\]\.form: .*did you mean from/),
  ]);
});

test("fails when the stacks are those of another environment, as in a copied file", () => {
  expect(problemsOf(spoiled('"dev-network": [', '"dev-eu-network": ['))).toEqual([
    expect.stringMatching(
      /^LOCK:7:\d+ addresses: got stacks of another environment \(dev-eu-network\), expected stacks of dev;/,
    ),
  ]);
});

test("fails with the problems of all files at once", () => {
  const other = join(folder, "prod.addresses.json");
  writeFileSync(file, "[]");
  writeFileSync(other, "{}");
  const environments = ["dev", "prod"].map((name) => ({ name, file: join(folder, `${name}.yaml`) }));
  try {
    expect(() => readLocks(environments)).toThrow(/dev\.addresses\.json.*[^]*prod\.addresses\.json/);
  } finally {
    rmSync(other);
  }
});

test("fails when a folder has the name of the file", () => {
  mkdirSync(file);
  expect(() => read()).toThrow(
    /dev\.addresses\.json: got EISDIR, expected a file that can be read; .*version control$/,
  );
  expect(() => writeLock(file, lockOf([]))).toThrow(
    /^.*dev\.addresses\.json: got E\w+, expected to write there/,
  );
  expect(readdirSync(folder)).toEqual(["dev.addresses.json"]);
});

test("a write that fails leaves the old lock and nothing else", () => {
  writeLock(file, lockOf(["aws_vpc.main"]));
  const before = readFileSync(file, "utf8");
  const whole = join(folder, `.dev.addresses.json.${process.pid}`);
  mkdirSync(whole);
  expect(() => writeLock(file, lockOf([]))).toThrow(UserError);
  expect(readFileSync(file, "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual(["dev.addresses.json"]);
});

test("a lock whose YAML is gone is found", () => {
  writeLock(file, lockOf(["aws_vpc.main"]));
  expect([...orphanedLocks(folder).keys()]).toEqual(["dev"]);
  writeFileSync(join(folder, "dev.yaml"), "");
  expect([...orphanedLocks(folder).keys()]).toEqual([]);
  rmSync(join(folder, "dev.yaml"));
});

test("tells where a value of the file stands", () => {
  writeLock(file, lockOf(["aws_vpc.main"], ["aws_subnet.a=aws_subnet.b", "aws_subnet.c=aws_subnet.d"]));
  const found = readLocks([{ name: "dev", file: join(folder, "dev.yaml") }]).get("dev");
  expect(found?.locate(["moves", 1, "stack"])).toEqual({ file, line: 5, column: 16 });
  expect(found?.lock.addresses.has(STACK)).toBe(true);
});

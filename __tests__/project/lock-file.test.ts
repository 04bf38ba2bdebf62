import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type AddressLock, formatLock } from "../../src/project/address-locks/lock";
import { orphansIn, readLocks, writeLocks } from "../../src/project/address-lock-file";
import { ConfigError } from "../../src/environment/problems";
import { UserError } from "../../src/base/errors";
import { STACK, lock, lockOf } from "./address-locks/arbitrary-locks";

const folder = mkdtempSync(join(tmpdir(), "locks-"));
const file = join(folder, "dev.addresses.json");

afterEach(() => rmSync(file, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name = "dev"): AddressLock | undefined =>
  readLocks([{ name, file: join(folder, `${name}.yaml`) }]).get(name)?.lock;

/** Problems of a lock file with this text, without its folder. */
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

/** The text of a valid lock with one replacement. */
function spoiled(from: string | RegExp, to: string): string {
  const right = formatLock(lockOf(["aws_subnet.b", "aws_vpc.main"], ["aws_subnet.a=aws_subnet.b"]));
  const text = right.replace(from, to);
  expect(text).not.toBe(right);
  return text;
}

test("reading returns the lock that was written", () => {
  fc.assert(
    fc.property(lock, (written) => {
      writeLocks([{ file, lock: written }]);
      const back = read();
      const byText = <T>(list: readonly T[]) => [...list].map((each) => JSON.stringify(each)).sort();
      expect(byText(back?.moves ?? [])).toEqual(byText(written.moves));
      const entries = (of: AddressLock) => [...of.addresses].map(([stack, all]) => [stack, byText([...all])]);
      expect(entries(back as AddressLock)).toEqual(entries(written));
      expect(back?.values).toEqual(written.values);
    }),
  );
});

test("the file is sorted, with one line for each address and each move", () => {
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

test("an environment without a lock file has no lock", () => {
  expect(read()).toBeUndefined();
});

test.each([
  ["other white space", (text: string) => JSON.stringify(JSON.parse(text))],
  ["Windows line endings", (text: string) => text.replaceAll("\n", "\r\n")],
])("a file with %s contains the same lock", (_, rewritten) => {
  const right = lockOf(["aws_subnet.b"], ["aws_subnet.a=aws_subnet.b"]);
  writeFileSync(file, rewritten(formatLock(right)));
  expect(read()).toEqual(right);
});

test("fails when the file is invalid JSON, such as one with merge conflict markers, and names the position", () => {
  const [line, ...others] = problemsOf(spoiled('      "aws_vpc.main"', '<<<<<<< HEAD\n      "aws_vpc.main"'));
  expect(line).toMatch(/^LOCK:9:1 \(file\): got .*JSON.*, expected JSON .*; .*version control$/);
  expect(others).toEqual([]);
});

test("fails when the file is empty", () => {
  expect(problemsOf("")).toEqual([
    expect.stringContaining("expected JSON as npx private-eks-inference lock addresses writes it"),
  ]);
});

test("fails when the file has a trailing comma", () => {
  expect(problemsOf(spoiled('"aws_vpc.main"', '"aws_vpc.main",'))).toEqual([
    expect.stringMatching(/^LOCK:10:5 \(file\): got invalid JSON \(Unexpected token '\]'\), expected JSON/),
  ]);
});

test("fails when the file names a stack twice, since JSON.parse keeps one of them", () => {
  expect(problemsOf(spoiled('    "dev-network": [', '    "dev-network": [],\n    "dev-network": ['))).toEqual(
    [
      expect.stringMatching(
        /^LOCK:8:5 addresses\.dev-network: got a second dev-network \(the first is on line 7\)/,
      ),
    ],
  );
});

test("fails when addresses are invalid, and names each of them", () => {
  const text = spoiled('"aws_vpc.main"', '"aws_vpc", "data.aws_vpc.main", "aws_lb.a[0]", "aws_lb.b[count]"');
  expect(problemsOf(text).map((line) => line.replace(/, expected.*/, ""))).toEqual([
    'LOCK:9:7 addresses.dev-network[1]: got "aws_vpc"',
    'LOCK:9:18 addresses.dev-network[2]: got "data.aws_vpc.main"',
    'LOCK:9:39 addresses.dev-network[3]: got "aws_lb.a[0]"',
  ]);
});

test("fails when a key of a move is missing", () => {
  expect(problemsOf(spoiled('"from": "aws_subnet.a", ', ""))).toEqual([
    expect.stringMatching(/^LOCK:4:5 moves\[0\]\.from: got nothing, expected a resource address/),
  ]);
});

test("fails when a key of a move is misspelled, and proposes the right one", () => {
  expect(problemsOf(spoiled('"from"', '"form"'))).toEqual([
    expect.stringMatching(/^LOCK:4:\d+ moves\[0\]\.form: .*did you mean from/),
  ]);
});

test("fails when the stacks belong to another environment, as in a copied file", () => {
  expect(problemsOf(spoiled('"dev-network": [', '"dev-eu-network": ['))).toEqual([
    expect.stringMatching(
      /^LOCK:7:\d+ addresses: got stacks of another environment \(dev-eu-network\), expected stacks of dev;/,
    ),
  ]);
});

test("fails with the problems of all files in one error", () => {
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

describe("when a folder has the name of the file", () => {
  test("reading fails", () => {
    mkdirSync(file);
    expect(() => read()).toThrow(
      /dev\.addresses\.json: got a folder where a file is expected \(EISDIR\), .*version control$/,
    );
  });

  test("writing fails, and leaves no other file behind", () => {
    mkdirSync(file);
    expect(() => writeLocks([{ file, lock: lockOf([]) }])).toThrow(
      /^.*dev\.addresses\.json: got E\w+, expected a writable file; check the permissions of the folder$/,
    );
    expect(readdirSync(folder)).toEqual(["dev.addresses.json"]);
  });
});

test("a lock with a byte order mark is read as without", () => {
  const text = formatLock(lockOf(["aws_vpc.main"]));
  writeFileSync(file, `\ufeff${text}`);
  expect([...(read()?.addresses.keys() ?? [])]).toEqual([STACK]);
});

test("a failed write leaves the old lock and no other file", () => {
  writeLocks([{ file, lock: lockOf(["aws_vpc.main"]) }]);
  const before = readFileSync(file, "utf8");
  const whole = join(folder, `.dev.addresses.json.${process.pid}`);
  mkdirSync(whole);
  expect(() => writeLocks([{ file, lock: lockOf([]) }])).toThrow(UserError);
  expect(readFileSync(file, "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual(["dev.addresses.json"]);
});

test("a lock is orphaned while its YAML file does not exist", () => {
  writeLocks([{ file, lock: lockOf(["aws_vpc.main"]) }]);
  expect([...readLocks(orphansIn(folder)).keys()]).toEqual(["dev"]);
  writeFileSync(join(folder, "dev.yaml"), "");
  expect([...readLocks(orphansIn(folder)).keys()]).toEqual([]);
  rmSync(join(folder, "dev.yaml"));
});

test("a value of the file is located by line and column", () => {
  writeLocks([
    { file, lock: lockOf(["aws_vpc.main"], ["aws_subnet.a=aws_subnet.b", "aws_subnet.c=aws_subnet.d"]) },
  ]);
  const found = readLocks([{ name: "dev", file: join(folder, "dev.yaml") }]).get("dev");
  expect(found?.locate(["moves", 1, "stack"])).toEqual({ file, line: 5, column: 16 });
  expect(found?.lock.addresses.has(STACK)).toBe(true);
});
